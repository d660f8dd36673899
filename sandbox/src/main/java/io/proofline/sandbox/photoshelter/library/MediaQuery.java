package io.proofline.sandbox.photoshelter.library;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.DateFormats;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.LaggedIndex;
import io.proofline.sandbox.web.RequestInput;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filters and the order of {@code GET /media}: a file must match all of them. */
public final class MediaQuery {
  /** At least one of these filters is required, as the 2019 specification demands. */
  private static final Set<String> SELECTORS =
      Set.of(
          "terms",
          "custom_metadata",
          "date_start",
          "date_end",
          "user_id",
          "org_id",
          "photographer_id",
          "virtual_agency_id",
          "orientation",
          "state",
          "country",
          "country_iso");

  static final String CREATED = "create";
  private static final String MODIFIED = "modify";

  private final Context call;
  private final LibraryStore libraryStore;
  private final CustomMetadata custom;
  private final PhotoShelterSettings settings;
  private final List<Predicate<Media>> filters = new ArrayList<>();
  private final QueryPlan plan;

  public MediaQuery(
      Context call,
      LibraryStore libraryStore,
      CustomMetadata custom,
      PhotoShelterSettings settings) {
    this.call = call;
    this.libraryStore = libraryStore;
    this.custom = custom;
    this.settings = settings;
    this.plan = new QueryPlan(libraryStore.searchIndex());
  }

  /** An empty index with the keys and dates that the filters use. */
  static LaggedIndex<Media> newIndex(PhotoShelterSettings settings, Clock clock) {
    var index =
        new LaggedIndex<Media>(settings.limits().searchLag(), clock)
            .indexDate(CREATED, Media::createdAt)
            .indexDate(MODIFIED, Media::modifiedAt)
            .indexKey(IptcField.KEYWORDS, file -> file.iptc().keywords());
    for (var field : IptcField.values()) {
      index.indexKey(field.label(), file -> file.iptc().text(field).stream().toList());
    }
    return index;
  }

  public List<Media> execute() {
    if (SELECTORS.stream().noneMatch(name -> RequestInput.query(call, name).isPresent())) {
      throw PhotoShelterApiException.badRequest(
          "Give at least one of " + String.join(", ", SELECTORS.stream().sorted().toList()));
    }
    readFilters();
    var order = RequestInput.query(call, "sort_by").orElse("upload_time");
    var hits =
        plan
            .cheapestCandidates()
            .orElseGet(() -> libraryStore.searchIndex().inOrder(date(order)))
            .stream()
            .filter(file -> !file.isTrashed())
            .filter(file -> filters.stream().allMatch(filter -> filter.test(file)));
    return sorted(hits, order(order));
  }

  private void readFilters() {
    addFilter("custom_metadata", this::isTagged);
    addDateWindow(CREATED, Media::createdAt);
    addDateWindow(MODIFIED, Media::modifiedAt);
    RequestInput.query(call, "media_id").map(MediaQuery::splitList).ifPresent(plan::addIds);
    addIdFilter("media_id", Media::id);
    addIdFilter("user_id", Media::creatorId);
    addIdFilter("photographer_id", Media::creatorId);
    addTextFilter("file_name", Media::fileName);
    addFilter("media_type", types -> mediaType(types));
    addFilter("galleries", ids -> inGalleries(splitList(ids)));
    addFilter("collections", ids -> inCollections(splitList(ids)));
    addFilter("keywords", requested -> hasKeywords(splitList(requested)));
    addFilter(
        "terms", terms -> hasTerms(List.of(terms.strip().toLowerCase(Locale.ROOT).split("\\s+"))));
    addRatingFilters();
    for (var field : IptcField.values()) {
      RequestInput.query(call, field.label()).ifPresent(text -> plan.addKey(field.label(), text));
      addTextFilter(field.label(), file -> file.iptc().text(field).orElse(""));
    }
    addFilter(
        "is_empty",
        names -> file -> splitList(names).stream().noneMatch(name -> isFilled(file, name)));
    addFilter(
        "not_empty",
        names -> file -> splitList(names).stream().allMatch(name -> isFilled(file, name)));
  }

  /** {@code {"field_id":"option_id"}}, which belongs to an organization. */
  private Predicate<Media> isTagged(String text) {
    if (RequestInput.query(call, "org_id").isEmpty()) {
      throw PhotoShelterApiException.badRequest("custom_metadata needs org_id");
    }
    var wanted = new HashMap<String, String>();
    Json.tree(text)
        .properties()
        .forEach(each -> wanted.put(each.getKey(), each.getValue().asString()));
    return file -> custom.matches(file.id(), wanted);
  }

  private void addRatingFilters() {
    addNumberFilter("rating", (rating, requested) -> rating.equals(requested));
    addNumberFilter("rating_min", (rating, requested) -> rating >= requested);
    addNumberFilter("rating_max", (rating, requested) -> rating <= requested);
  }

  private void addDateWindow(String name, Function<Media, Instant> date) {
    var from = time(name + "_start");
    var to = time(name + "_end");
    if (from.isEmpty() && to.isEmpty()) {
      return;
    }
    var reach = settings.isEnabled(Switch.WINDOW_ENDS_INCLUSIVE) ? 0 : 1;
    var start = from.map(at -> at.plusSeconds(reach)).orElse(Instant.MIN);
    var end = to.map(at -> at.plusSeconds(1L - reach)).orElse(Instant.MAX);
    plan.addDateRange(name, start, end);
    filters.add(file -> !date.apply(file).isBefore(start) && date.apply(file).isBefore(end));
  }

  private Optional<Instant> time(String name) {
    return RequestInput.query(call, name).map(text -> DateFormats.parse(name, text));
  }

  private void addIdFilter(String name, Function<Media, String> value) {
    addFilter(
        name,
        text -> {
          var requested = splitSet(text);
          return file -> requested.contains(value.apply(file));
        });
  }

  private void addTextFilter(String name, Function<Media, String> value) {
    addFilter(name, text -> file -> value.apply(file).equalsIgnoreCase(text));
  }

  private void addNumberFilter(String name, BiPredicate<Integer, Integer> test) {
    addFilter(
        name,
        text -> {
          try {
            var requested = Integer.parseInt(text);
            return file -> test.test(file.rating(), requested);
          } catch (NumberFormatException _) {
            throw PhotoShelterApiException.badRequest(name + " is not a number");
          }
        });
  }

  private void addFilter(String name, Function<String, Predicate<Media>> filter) {
    RequestInput.query(call, name).map(filter).ifPresent(filters::add);
  }

  private static Predicate<Media> mediaType(String types) {
    var requested =
        splitList(types).stream()
            .map(type -> type.equals("doc") ? "document" : type)
            .collect(Collectors.toSet());
    return file -> requested.contains(file.kind().label());
  }

  private Predicate<Media> inGalleries(List<String> ids) {
    var files =
        libraryStore.galleries().stream()
            .filter(gallery -> ids.contains(gallery.id()))
            .flatMap(gallery -> libraryStore.filesOf(gallery.id()).keySet().stream())
            .collect(Collectors.toSet());
    plan.addIds(List.copyOf(files));
    return file -> files.contains(file.id());
  }

  private Predicate<Media> inCollections(List<String> ids) {
    return file ->
        libraryStore.galleriesOf(file.id()).stream()
            .flatMap(gallery -> gallery.parents().stream())
            .flatMap(parent -> libraryStore.ancestors(parent).stream())
            .anyMatch(collection -> ids.contains(collection.id()));
  }

  private Predicate<Media> hasKeywords(List<String> requested) {
    requested.forEach(word -> plan.addKey(IptcField.KEYWORDS, word));
    return file ->
        requested.stream()
            .allMatch(word -> file.iptc().keywords().stream().anyMatch(word::equalsIgnoreCase));
  }

  private Predicate<Media> hasTerms(List<String> terms) {
    var all = !RequestInput.query(call, "match_all_terms").equals(Optional.of("false"));
    return file -> {
      var text = searchText(file);
      return all
          ? terms.stream().allMatch(text::contains)
          : terms.stream().anyMatch(text::contains);
    };
  }

  private static String searchText(Media file) {
    return Stream.of(
            Stream.of(file.fileName()),
            file.iptc().keywords().stream(),
            file.iptc().texts().values().stream())
        .flatMap(part -> part)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isFilled(Media file, String name) {
    return name.equals(IptcField.KEYWORDS)
        ? !file.iptc().keywords().isEmpty()
        : IptcField.byLabel(name).flatMap(file.iptc()::text).isPresent();
  }

  private List<Media> sorted(Stream<Media> hits, Comparator<Media> order) {
    var direction =
        RequestInput.query(call, "sort_direction")
            .or(() -> RequestInput.query(call, "sort_dir"))
            .orElse("desc");
    var sorted = hits.sorted(order).toList();
    return direction.startsWith("asc") ? sorted : sorted.reversed();
  }

  /** The date whose order approximates the requested one. */
  private static String date(String by) {
    return by.equals("modification_time") ? MODIFIED : CREATED;
  }

  private static Comparator<Media> order(String by) {
    return switch (by) {
      case "file_name" -> Comparator.comparing(Media::fileName).thenComparing(Media::id);
      case "modification_time" -> Comparator.comparing(Media::modifiedAt).thenComparing(Media::id);
      default -> Comparator.comparing(Media::createdAt).thenComparing(Media::id);
    };
  }

  public static List<String> splitList(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  public static Set<String> splitSet(String text) {
    return new HashSet<>(splitList(text));
  }
}
