package io.proofline.workers.photoshelter;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Assumptions about PhotoShelter's API where its public documentation leaves a question open. Each
 * default is the most likely answer, or the least harmful one if it is wrong: every change is read
 * back.
 *
 * @param keywords name and form of the keywords in a change of IPTC
 * @param galleryBody body that names the file to put into a gallery
 * @param containers API that creates galleries and collections; hidden galleries always by v3,
 *     which hides them from their first moment
 * @param inheritance whether new galleries and collections need a call to inherit the permissions
 *     of their parent
 * @param customFields whether and how custom fields are written
 * @param subPaths how sub-paths of two words are spelled
 * @param organizationStepV3 HTTP method of v3's organization step
 * @param markerElse where our marker is stored in a file whose transmission reference is in use
 * @param rows whether the listings of v3's galleries are trusted to show each edit
 */
public record ApiAssumptions(
    @DefaultValue("AS_READ") KeywordsEncoding keywords,
    @DefaultValue("OBJECT") GalleryBody galleryBody,
    @DefaultValue("V3") ContainerCreation containers,
    @DefaultValue("ASK") PermissionInheritance inheritance,
    @DefaultValue("OFF") CustomFieldWrites customFields,
    @DefaultValue("PROBE") SubPathSpelling subPaths,
    @DefaultValue("GET") OrganizationStepV3 organizationStepV3,
    @DefaultValue("KEYWORD") MarkerFallback markerElse,
    @DefaultValue("V3") GalleryListingUse rows) {

  /** Name and format as read, or always one text or one list of that name. */
  public enum KeywordsEncoding {
    AS_READ,
    KEYWORDS_TEXT,
    KEYWORDS_LIST,
    KEYWORD_TEXT
  }

  /** {@code {"media_id":id}}, {@code {"media_id":[id]}}, {@code [id]}, or a form. */
  public enum GalleryBody {
    OBJECT,
    OBJECT_OF_LIST,
    LIST,
    FORM
  }

  /** v3's insert, or v4 with the fields flat in JSON, as JSON:API, or in a form. */
  public enum ContainerCreation {
    V3,
    V4_JSON,
    V4_JSON_API,
    V4_FORM
  }

  /** Whether a call for it is made. */
  public enum PermissionInheritance {
    ASK,
    BY_ITSELF
  }

  /** Not at all; or {@code {"field":"option"}} by PATCH. */
  public enum CustomFieldWrites {
    OFF,
    OBJECT
  }

  /** With a hyphen and, where that is unknown, with an underscore from then on; or one of them. */
  public enum SubPathSpelling {
    PROBE,
    HYPHEN,
    UNDERSCORE
  }

  /** Clients use both. */
  public enum OrganizationStepV3 {
    GET,
    POST
  }

  /** As a keyword; or nowhere, and then such a file is found by its name in its gallery. */
  public enum MarkerFallback {
    KEYWORD,
    NOWHERE
  }

  /** Pages of gallery listings show which images are unchanged; or each image is read. */
  public enum GalleryListingUse {
    V3,
    OFF
  }
}
