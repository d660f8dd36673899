package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Reads an asset as it is now; one that is not there is an answer too. */
public final class ReadAssetWorker implements Worker.Calling {

  private final SnapshotReader snapshots;
  private final RulesTable rules;
  private final Duration missingGrace;

  /**
   * A worker for READ_ASSET.
   *
   * @param missingGrace how long a 404 is not believed
   */
  public ReadAssetWorker(SnapshotReader snapshots, RulesTable rules, Duration missingGrace) {
    this.snapshots = snapshots;
    this.rules = rules;
    this.missingGrace = missingGrace;
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
    var asked = rules.inForce().map(RulesText::getAskedFields).orElse(List.of());
    return switch (snapshots.read(asset, asked)) {
      case Done<AssetSnapshot>(var there) -> known(there);
      case Failed<AssetSnapshot>(Missing missing) ->
          attempt.sinceFirst().compareTo(missingGrace) < 0
              ? new Ending.NotYet(missing.text())
              : absent(asset);
      case Failed<AssetSnapshot>(var error) -> new Ending.Refused(error);
    };
  }

  private Ending absent(String asset) {
    CallResult<Ending> ending = snapshots.readAbsent(asset).map(ReadAssetWorker::known);
    return Ending.of(ending);
  }

  private static Ending known(AssetSnapshot asset) {
    return new Ending.Finished(new Result.AssetKnown(asset));
  }
}
