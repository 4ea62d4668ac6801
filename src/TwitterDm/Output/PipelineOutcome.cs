using System.Management.Automation;
using System.Reflection;

namespace TwitterDm.Output;

/// <summary>
/// Whether a pipeline failed after one of its cmdlets had ended. Cmdlets further down do their last work then, such as Export-Csv, which
/// writes the end of its file; PowerShell disposes of all cmdlets after that, but does not tell them the outcome.
/// </summary>
internal static class PipelineOutcome
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>
    /// Whether an error has ended the pipeline. PowerShell has no public member for it; where a later version stores it elsewhere, this is
    /// false, and only the outcome of the cmdlet itself counts.
    /// </summary>
    public static bool IsFailure(ICommandRuntime? runtime)
    {
        var pipeline = runtime?.GetType().GetProperty("PipelineProcessor", Inside)?.GetValue(runtime);
        return pipeline?.GetType().GetField("_firstTerminatingError", Inside)?.GetValue(pipeline) is not null;
    }
}
