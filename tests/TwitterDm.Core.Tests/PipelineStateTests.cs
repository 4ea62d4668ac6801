using System.Runtime.ExceptionServices;

namespace TwitterDm.Core.Tests;

/// <summary>
/// Whether a pipeline failed is a private matter of PowerShell. The file under test belongs to the module and knows no PowerShell; the tests
/// in Pester show that it finds the state of the real one.
/// </summary>
public sealed class PipelineStateTests
{
    private static readonly PipelineState State = PipelineState.Current;

    [Fact]
    public void A_pipeline_without_an_error_succeeded()
        => Assert.Equal(PipelineOutcome.Succeeded, State.OutcomeOf(new Runtime<Pipeline>(new(null))));

    [Fact]
    public void A_pipeline_with_an_error_failed()
        => Assert.Equal(PipelineOutcome.Failed, State.OutcomeOf(new Runtime<Pipeline>(new(ExceptionDispatchInfo.Capture(new FormatException())))));

    [Fact]
    public void An_error_that_is_a_plain_exception_counts_too()
    {
        Assert.Equal(PipelineOutcome.Failed, State.OutcomeOf(new Runtime<PipelineOfExceptions>(new(new FormatException()))));
        Assert.Equal(PipelineOutcome.Succeeded, State.OutcomeOf(new Runtime<PipelineOfExceptions>(new(null))));
    }

    [Fact]
    public void Without_a_runtime_the_outcome_is_unknown() => Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(null));

    [Fact]
    public void Without_a_pipeline_the_outcome_is_unknown() => Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new Runtime<Pipeline>(null)));

    [Fact]
    public void A_runtime_whose_property_has_another_name_makes_the_outcome_unknown()
        => Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new OtherRuntime()));

    [Fact]
    public void A_pipeline_whose_field_has_another_name_makes_the_outcome_unknown()
        => Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new Runtime<OtherPipeline>(new())));

    [Fact]
    public void A_field_that_holds_something_else_makes_the_outcome_unknown()
    {
        Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new Runtime<PipelineWithAFlag>(new())));
        Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new Runtime<PipelineWithAnObject>(new())));
    }

    [Fact]
    public void A_property_that_throws_makes_the_outcome_unknown()
    {
        Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new ThrowingRuntime()));
        Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new WriteOnlyRuntime()));
        Assert.Equal(PipelineOutcome.Unknown, State.OutcomeOf(new IndexedRuntime()));
    }

    [Fact]
    public void What_is_not_known_is_not_success() => Assert.Equal(PipelineOutcome.Unknown, default);

#pragma warning disable IDE1006, IDE0044, IDE0051, IDE0052, CA1823, CA1822, CS0169, CS0414, RCS1169 // The names and modifiers are PowerShell's.
    private sealed class Runtime<T>(T? pipeline)
        where T : class
    {
        internal T? PipelineProcessor => pipeline;
    }

    private sealed class Pipeline(ExceptionDispatchInfo? error)
    {
        private ExceptionDispatchInfo? _firstTerminatingError = error;
    }

    private sealed class PipelineOfExceptions(Exception? error)
    {
        private Exception? _firstTerminatingError = error;
    }

    private sealed class OtherRuntime
    {
        internal Pipeline Processor { get; } = new(null);
    }

    private sealed class OtherPipeline
    {
        private ExceptionDispatchInfo? _terminatingError;
    }

    private sealed class PipelineWithAFlag
    {
        private bool _firstTerminatingError;
    }

    private sealed class PipelineWithAnObject
    {
        private object? _firstTerminatingError;
    }

    private sealed class ThrowingRuntime
    {
        internal Pipeline PipelineProcessor => throw new InvalidOperationException();
    }

    private sealed class WriteOnlyRuntime
    {
        internal Pipeline PipelineProcessor
        {
            set => _ = value;
        }
    }

    private sealed class IndexedRuntime
    {
        [System.Runtime.CompilerServices.IndexerName("PipelineProcessor")]
        internal Pipeline this[int index] => new(index == 0 ? null : ExceptionDispatchInfo.Capture(new FormatException()));
    }
#pragma warning restore IDE1006, IDE0044, IDE0051, IDE0052, CA1823, CA1822, CS0169, CS0414, RCS1169
}
