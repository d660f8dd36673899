package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.LaggedView;
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

/** The filters and the order of {@code GET /media}: all that is asked for must hold. */
final class MediaQuery {
  /** At least one of them must be there, as the 2019 specification demands. */
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
  private final Library library;
  private final CustomMetadata custom;
  private final PhotoShelterSettings settings;
  private final List<Predicate<Media>> filters = new ArrayList<>();
  private final Narrowing narrowing;

  MediaQuery(Context call, Library library, CustomMetadata custom, PhotoShelterSettings settings) {
    this.call = call;
    this.library = library;
    this.custom = custom;
    this.settings = settings;
    this.narrowing = new Narrowing(library.index());
  }

  /** An empty index that knows what can be asked for. */
  static LaggedView<Media> index(PhotoShelterSettings settings, Clock clock) {
    var index =
        new LaggedView<Media>(settings.limits().searchLag(), clock)
            .dated(CREATED, Media::createdAt)
            .dated(MODIFIED, Media::modifiedAt)
            .keyed(IptcField.KEYWORDS, file -> file.iptc().keywords());
    for (var field : IptcField.values()) {
      index.keyed(field.label(), file -> file.iptc().text(field).stream().toList());
    }
    return index;
  }

  List<Media> run() {
    if (SELECTORS.stream().noneMatch(name -> Input.query(call, name).isPresent())) {
      throw Refused.badRequest(
          "Give at least one of " + String.join(", ", SELECTORS.stream().sorted().toList()));
    }
    readFilters();
    var order = Input.query(call, "sort_by").orElse("upload_time");
    var hits =
        narrowing.shortest().orElseGet(() -> library.index().inOrder(date(order))).stream()
            .filter(file -> !file.isTrashed())
            .filter(file -> filters.stream().allMatch(filter -> filter.test(file)));
    return sorted(hits, order(order));
  }

  private void readFilters() {
    given("custom_metadata", this::isTagged);
    window(CREATED, Media::createdAt);
    window(MODIFIED, Media::modifiedAt);
    Input.query(call, "media_id").map(MediaQuery::words).ifPresent(narrowing::toIds);
    listed("media_id", Media::id);
    listed("user_id", Media::creatorId);
    listed("photographer_id", Media::creatorId);
    equal("file_name", Media::fileName);
    given("media_type", types -> mediaType(types));
    given("galleries", ids -> inGalleries(words(ids)));
    given("collections", ids -> inCollections(words(ids)));
    given("keywords", asked -> hasKeywords(words(asked)));
    given(
        "terms", terms -> hasTerms(List.of(terms.strip().toLowerCase(Locale.ROOT).split("\\s+"))));
    ratings();
    for (var field : IptcField.values()) {
      Input.query(call, field.label()).ifPresent(text -> narrowing.toKey(field.label(), text));
      equal(field.label(), file -> file.iptc().text(field).orElse(""));
    }
    given(
        "is_empty", names -> file -> words(names).stream().noneMatch(name -> isFilled(file, name)));
    given(
        "not_empty", names -> file -> words(names).stream().allMatch(name -> isFilled(file, name)));
  }

  /** {@code {"field_id":"option_id"}}, which belongs to an organization. */
  private Predicate<Media> isTagged(String text) {
    if (Input.query(call, "org_id").isEmpty()) {
      throw Refused.badRequest("custom_metadata needs org_id");
    }
    var wanted = new HashMap<String, String>();
    Json.tree(text)
        .properties()
        .forEach(each -> wanted.put(each.getKey(), each.getValue().asString()));
    return file -> custom.matches(file.id(), wanted);
  }

  private void ratings() {
    number("rating", (rating, asked) -> rating.equals(asked));
    number("rating_min", (rating, asked) -> rating >= asked);
    number("rating_max", (rating, asked) -> rating <= asked);
  }

  private void window(String name, Function<Media, Instant> date) {
    var from = time(name + "_start");
    var to = time(name + "_end");
    if (from.isEmpty() && to.isEmpty()) {
      return;
    }
    var reach = settings.has(Switch.WINDOW_ENDS_INCLUSIVE) ? 0 : 1;
    var start = from.map(at -> at.plusSeconds(reach)).orElse(Instant.MIN);
    var end = to.map(at -> at.plusSeconds(1L - reach)).orElse(Instant.MAX);
    narrowing.toSpan(name, start, end);
    filters.add(file -> !date.apply(file).isBefore(start) && date.apply(file).isBefore(end));
  }

  private Optional<Instant> time(String name) {
    return Input.query(call, name).map(text -> Dates.parse(name, text));
  }

  private void listed(String name, Function<Media, String> value) {
    given(
        name,
        text -> {
          var asked = wordSet(text);
          return file -> asked.contains(value.apply(file));
        });
  }

  private void equal(String name, Function<Media, String> value) {
    given(name, text -> file -> value.apply(file).equalsIgnoreCase(text));
  }

  private void number(String name, BiPredicate<Integer, Integer> test) {
    given(
        name,
        text -> {
          try {
            var asked = Integer.parseInt(text);
            return file -> test.test(file.rating(), asked);
          } catch (NumberFormatException _) {
            throw Refused.badRequest(name + " is not a number");
          }
        });
  }

  private void given(String name, Function<String, Predicate<Media>> filter) {
    Input.query(call, name).map(filter).ifPresent(filters::add);
  }

  private static Predicate<Media> mediaType(String types) {
    var asked =
        words(types).stream()
            .map(type -> type.equals("doc") ? "document" : type)
            .collect(Collectors.toSet());
    return file -> asked.contains(file.kind().label());
  }

  private Predicate<Media> inGalleries(List<String> ids) {
    var files =
        library.galleries().stream()
            .filter(gallery -> ids.contains(gallery.id()))
            .flatMap(gallery -> library.filesOf(gallery.id()).keySet().stream())
            .collect(Collectors.toSet());
    narrowing.toIds(List.copyOf(files));
    return file -> files.contains(file.id());
  }

  private Predicate<Media> inCollections(List<String> ids) {
    return file ->
        library.galleriesOf(file.id()).stream()
            .flatMap(gallery -> gallery.parents().stream())
            .flatMap(parent -> library.above(parent).stream())
            .anyMatch(collection -> ids.contains(collection.id()));
  }

  private Predicate<Media> hasKeywords(List<String> asked) {
    asked.forEach(word -> narrowing.toKey(IptcField.KEYWORDS, word));
    return file ->
        asked.stream()
            .allMatch(word -> file.iptc().keywords().stream().anyMatch(word::equalsIgnoreCase));
  }

  private Predicate<Media> hasTerms(List<String> terms) {
    var all = !Input.query(call, "match_all_terms").equals(Optional.of("false"));
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
        : IptcField.labelled(name).flatMap(file.iptc()::text).isPresent();
  }

  private List<Media> sorted(Stream<Media> hits, Comparator<Media> order) {
    var direction =
        Input.query(call, "sort_direction").or(() -> Input.query(call, "sort_dir")).orElse("desc");
    var sorted = hits.sorted(order).toList();
    return direction.startsWith("asc") ? sorted : sorted.reversed();
  }

  /** The date in whose order the files come nearest to that order. */
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

  static List<String> words(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static Set<String> wordSet(String text) {
    return new HashSet<>(words(text));
  }
}
