package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Reads the present state of an asset; a missing asset is a result too. */
final class ReadAssetWorker implements Worker.Idempotent {

  private final SnapshotReader snapshots;
  private final RulesTable rules;
  private final Duration missingGrace;

  /**
   * A worker for READ_ASSET.
   *
   * @param missingGrace how long a 404 is ignored
   */
  ReadAssetWorker(SnapshotReader snapshots, RulesTable rules, Duration missingGrace) {
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
  public StepResult call(Command command, Attempt attempt) {
    var asset = Objects.requireNonNull(command.getReadAsset()).getAssetId();
    var asked = rules.inForce().map(RulesText::getAskedFields).orElse(List.of());
    return switch (snapshots.read(asset, asked)) {
      case Success<AssetSnapshot>(var there) -> done(there);
      case Failure<AssetSnapshot>(NotFound notFound) ->
          attempt.sinceFirstAttempt().compareTo(missingGrace) < 0
              ? new StepResult.RetryLater(notFound.text())
              : absent(asset);
      case Failure<AssetSnapshot>(var error) -> new StepResult.ApiFailure(error);
    };
  }

  private StepResult absent(String asset) {
    CallResult<StepResult> ending = snapshots.readAbsent(asset).map(ReadAssetWorker::done);
    return StepResult.of(ending);
  }

  private static StepResult done(AssetSnapshot asset) {
    return new StepResult.Done(new CommandResult.AssetRead(asset));
  }
}
