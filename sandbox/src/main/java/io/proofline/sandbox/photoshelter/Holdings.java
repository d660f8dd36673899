package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.Revision;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** All that the simulator keeps in its directory, and how it is set. */
final class Holdings implements AutoCloseable {
  final PhotoShelterSettings settings;
  final Account account;
  final Clock clock;
  final Supplier<URI> origin;
  final Renditions renditions;
  final Library library;
  final Sharing sharing;
  final CustomMetadata custom;
  final Workspaces workspaces;
  final Contacts contacts;
  final Versions versions;
  final Grants grants;
  private final Path directory;
  private final Revision revision;
  private final List<Register<?>> registers = new ArrayList<>();

  Holdings(
      Path directory,
      PhotoShelterSettings settings,
      Account account,
      Clock clock,
      Revision revision,
      Supplier<URI> origin) {
    this.directory = directory;
    this.settings = settings;
    this.account = account;
    this.clock = clock;
    this.revision = revision;
    this.origin = origin;
    var originals = new Originals(directory.resolve("originals"));
    renditions = new Renditions(originals);
    library = new Library(directory, settings, originals, clock, revision);
    sharing = new Sharing(library, register("shares", Sharing.Share.class, Sharing.Share::id));
    custom =
        new CustomMetadata(
            register("fields", CustomMetadata.Field.class, CustomMetadata.Field::id),
            register("tags", CustomMetadata.Tags.class, CustomMetadata.Tags::id));
    workspaces =
        new Workspaces(
            library, register("workspaces", Workspaces.Workspace.class, Workspaces.Workspace::id));
    contacts = new Contacts(register("contacts", Contacts.Contact.class, Contacts.Contact::id));
    versions =
        new Versions(
            library, originals, register("versions", Versions.History.class, Versions.History::id));
    grants =
        new Grants(
            register("clients", Grants.Client.class, Grants.Client::id),
            register("grants", Grants.Refresh.class, Grants.Refresh::token),
            account,
            settings.limits().tokenLife(),
            clock);
  }

  @Override
  public void close() {
    registers.forEach(Register::close);
    library.close();
  }

  private <T> Register<T> register(String name, Class<T> type, Function<T, String> id) {
    var file = directory.resolve("photoshelter-%s.jsonl".formatted(name));
    var register = new Register<>(file, type, id, revision);
    registers.add(register);
    return register;
  }
}
