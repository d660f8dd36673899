package io.proofline.sandbox.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads all embedded tags of a file: EXIF, XMP and others, unconverted. */
public final class EmbeddedTags {
  private EmbeddedTags() {}

  /** EXIF by names such as {@code exposure_time}. */
  public static Map<String, String> exif(byte[] file) {
    var tags = new TreeMap<String, String>();
    read(file)
        .getDirectoriesOfType(ExifDirectoryBase.class)
        .forEach(directory -> tags.putAll(tags(directory)));
    return tags;
  }

  /** XMP by paths such as {@code dc:title[1]}. */
  public static Map<String, String> xmp(byte[] file) {
    var properties = new TreeMap<String, String>();
    read(file)
        .getDirectoriesOfType(XmpDirectory.class)
        .forEach(directory -> properties.putAll(directory.getXmpProperties()));
    return properties;
  }

  /** All tags by the name of the directory that contains them. */
  public static Map<String, Map<String, String>> all(byte[] file) {
    var parts = new TreeMap<String, Map<String, String>>();
    read(file)
        .getDirectories()
        .forEach(directory -> parts.put(directory.getName(), tags(directory)));
    return parts;
  }

  private static Map<String, String> tags(Directory directory) {
    var tags = new TreeMap<String, String>();
    for (var tag : directory.getTags()) {
      var name = tag.getTagName().toLowerCase(Locale.ROOT).replaceAll("\\W+", "_");
      tags.put(name, String.valueOf(tag.getDescription()));
    }
    return tags;
  }

  private static Metadata read(byte[] file) {
    try {
      return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    } catch (ImageProcessingException | IOException _) { // a format without metadata
      return new Metadata();
    }
  }
}
