package io.proofline.sandbox.ziflow.json;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.Folder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serialises folders as the API does. */
public final class FolderJson {
  private final AccountStore account;
  private final Supplier<URI> pages;

  FolderJson(AccountStore account, Supplier<URI> pages) {
    this.account = account;
    this.pages = pages;
  }

  public Map<String, @Nullable Object> folder(Folder folder) {
    return Json.object(
        "id", folder.id(),
        "name", folder.name(),
        "folder_path", path(folder),
        "parent_folder_id", folder.parentFolderId(),
        "private", folder.confidential(),
        "archived", folder.archived(),
        "folder_link", "%s/ziflow?folder=%s".formatted(pages.get(), folder.id()));
  }

  Optional<Folder> byId(String id) {
    return account.folders().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private List<String> path(Folder folder) {
    var names = new ArrayList<String>();
    for (var each = Optional.of(folder);
        each.isPresent();
        each = each.map(Folder::parentFolderId).filter(Objects::nonNull).flatMap(this::byId)) {
      names.addFirst(each.get().name());
    }
    return names;
  }
}
