package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.Objects;

/** Reads an asset as it is now. */
public final class ReadAssetWorker implements Worker.Calling {

  private final SnapshotReader snapshots;

  public ReadAssetWorker(SnapshotReader snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.READ_ASSET;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public Ending call(Command command, Attempt attempt) {
    var asset = Objects.requireNonNull(command.getReadAsset()).getAssetId();
    return Ending.of(
        snapshots.read(asset).map(known -> new Ending.Finished(new Result.AssetKnown(known))));
  }
}
