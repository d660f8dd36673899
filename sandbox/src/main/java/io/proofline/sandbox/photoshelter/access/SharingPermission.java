package io.proofline.sandbox.photoshelter.access;

import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A permission on a gallery or a collection.
 *
 * @param type contact, group, token, access_level or password
 * @param attributes values of the set attributes, by a name of {@link #NAMES}
 */
public record SharingPermission(String id, String type, Map<String, Object> attributes) {
  public static final Set<String> TYPES =
      Set.of("contact", "group", "token", "access_level", "password");

  private static final List<String> NAMES =
      List.of(
          "expires",
          "max_downloads",
          "contact_id",
          "group_id",
          "access_level",
          "password",
          "token",
          "download_image_filetype",
          "download_image_size",
          "download_image_embed",
          "download_video_filetype",
          "download_video_format",
          "download_audio_filetype",
          "download_doc_filetype");

  private static final Set<String> SECRETS = Set.of("password", "token");

  public SharingPermission {
    attributes = Map.copyOf(attributes);
  }

  /** Whether this permission grants access to a caller with this password and this share token. */
  boolean admits(@Nullable String password, @Nullable String token) {
    return SECRETS.contains(type)
        && attributes.get(type) != null
        && attributes.get(type).equals(type.equals("token") ? token : password);
  }

  /** The permission as JSON; secrets are included for the owner only. */
  public Map<String, @Nullable Object> toJson(boolean toOwner) {
    var shown = Json.object();
    for (var name : NAMES) {
      shown.put(name, toOwner || !SECRETS.contains(name) ? attributes.get(name) : null);
    }
    return ResourceObject.resource(id, type, shown);
  }

  public static boolean isAttribute(String attribute) {
    return NAMES.contains(attribute);
  }
}
