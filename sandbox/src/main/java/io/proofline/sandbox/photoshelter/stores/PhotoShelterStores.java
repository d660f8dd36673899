package io.proofline.sandbox.photoshelter.stores;

import io.proofline.sandbox.photoshelter.access.OAuthGrants;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import io.proofline.sandbox.photoshelter.library.CustomMetadata;
import io.proofline.sandbox.photoshelter.library.ExternalContacts;
import io.proofline.sandbox.photoshelter.library.LibraryContainers;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.library.MediaVersions;
import io.proofline.sandbox.photoshelter.library.Workspaces;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.ChangeCounter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** All stores of the PhotoShelter simulator in its data directory, and its settings. */
public final class PhotoShelterStores implements AutoCloseable {
  public final PhotoShelterSettings settings;
  public final PhotoShelterAccount account;
  public final Clock clock;
  public final Supplier<URI> origin;
  public final Renditions renditions;
  public final LibraryStore library;
  public final MediaFiles files;
  public final LibraryContainers containers;
  public final SharingService sharing;
  public final CustomMetadata custom;
  public final Workspaces workspaces;
  public final ExternalContacts contacts;
  public final MediaVersions versions;
  public final OAuthGrants oauthGrants;
  private final Path directory;
  private final ChangeCounter changeCounter;
  private final List<RecordStore<?>> registers = new ArrayList<>();

  public PhotoShelterStores(
      Path directory,
      PhotoShelterSettings settings,
      PhotoShelterAccount photoShelterAccount,
      Clock clock,
      ChangeCounter changeCounter,
      Supplier<URI> origin) {
    this.directory = directory;
    this.settings = settings;
    this.account = photoShelterAccount;
    this.clock = clock;
    this.changeCounter = changeCounter;
    this.origin = origin;
    var contentAddressedStore = new ContentAddressedStore(directory.resolve("originals"));
    renditions = new Renditions(contentAddressedStore);
    library = new LibraryStore(directory, settings, contentAddressedStore, clock, changeCounter);
    files = new MediaFiles(library, settings, contentAddressedStore);
    containers = new LibraryContainers(library, files);
    sharing = openSharing();
    custom = openCustomMetadata();
    workspaces =
        new Workspaces(
            library, register("workspaces", Workspaces.Workspace.class, Workspaces.Workspace::id));
    contacts =
        new ExternalContacts(
            register(
                "contacts",
                ExternalContacts.ExternalContact.class,
                ExternalContacts.ExternalContact::id));
    versions =
        new MediaVersions(
            library,
            files,
            contentAddressedStore,
            register("versions", MediaVersions.History.class, MediaVersions.History::id));
    oauthGrants = openGrants();
  }

  private SharingService openSharing() {
    return new SharingService(
        library,
        register(
            "shares", SharingService.ContainerSharing.class, SharingService.ContainerSharing::id));
  }

  private CustomMetadata openCustomMetadata() {
    return new CustomMetadata(
        register("fields", CustomMetadata.Field.class, CustomMetadata.Field::id),
        register("tags", CustomMetadata.Tags.class, CustomMetadata.Tags::id));
  }

  private OAuthGrants openGrants() {
    return new OAuthGrants(
        register("clients", OAuthGrants.OAuthClient.class, OAuthGrants.OAuthClient::id),
        register("grants", OAuthGrants.RefreshToken.class, OAuthGrants.RefreshToken::token),
        account,
        settings.limits().tokenLife(),
        clock);
  }

  @Override
  public void close() {
    registers.forEach(RecordStore::close);
    library.close();
  }

  private <T> RecordStore<T> register(String name, Class<T> type, Function<T, String> id) {
    var file = directory.resolve("photoshelter-%s.jsonl".formatted(name));
    var recordStore = new RecordStore<>(file, type, id, changeCounter);
    registers.add(recordStore);
    return recordStore;
  }
}
