package io.proofline.sandbox;

import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import java.nio.file.Path;

/**
 * Settings of both simulators: their data directory, their ports, and their behaviour in questions
 * that the public sources leave open. Port 0 takes any free port.
 */
public record SandboxSettings(
    Path data,
    String host,
    int photoshelterPort,
    int ziflowPort,
    int pagesPort,
    PhotoShelterSettings photoshelter,
    ZiflowSettings ziflow,
    SeedVolume seedVolume) {

  /**
   * The least number of files and proofs. Missing ones are generated from a seed; 0 adds none to
   * the sample.
   *
   * @param assets files in the library
   * @param proofs proofs in the account
   */
  public record SeedVolume(int assets, int proofs) {
    static final SeedVolume SAMPLE = new SeedVolume(0, 0);

    public SeedVolume {
      if (assets < 0 || proofs < 0) {
        throw new IllegalArgumentException(
            "%d assets and %d proofs: neither can be below 0".formatted(assets, proofs));
      }
    }
  }

  private static final int LAST_PORT = 65_535;

  public SandboxSettings {
    for (var port : new int[] {photoshelterPort, ziflowPort, pagesPort}) {
      if (port < 0 || port > LAST_PORT) {
        throw new IllegalArgumentException(
            "a port must be 0 to %d, not %d".formatted(LAST_PORT, port));
      }
    }
  }

  /**
   * Settings with free ports on the loopback address and the safest assumption for every switch.
   */
  public static SandboxSettings in(Path data) {
    return new SandboxSettings(
        data,
        "127.0.0.1",
        0,
        0,
        0,
        PhotoShelterSettings.defaults(),
        ZiflowSettings.defaults(),
        SeedVolume.SAMPLE);
  }

  public SandboxSettings withPorts(int photoshelter, int ziflow, int pages) {
    return new SandboxSettings(
        data, host, photoshelter, ziflow, pages, this.photoshelter, this.ziflow, seedVolume);
  }

  /** The address to listen on; {@code 0.0.0.0} for a container. */
  public SandboxSettings withHost(String address) {
    return new SandboxSettings(
        data, address, photoshelterPort, ziflowPort, pagesPort, photoshelter, ziflow, seedVolume);
  }

  public SandboxSettings with(PhotoShelterSettings switches) {
    return new SandboxSettings(
        data, host, photoshelterPort, ziflowPort, pagesPort, switches, ziflow, seedVolume);
  }

  public SandboxSettings with(ZiflowSettings switches) {
    return new SandboxSettings(
        data, host, photoshelterPort, ziflowPort, pagesPort, photoshelter, switches, seedVolume);
  }

  public SandboxSettings with(SeedVolume wanted) {
    return new SandboxSettings(
        data, host, photoshelterPort, ziflowPort, pagesPort, photoshelter, ziflow, wanted);
  }
}
