using System.Management.Automation;
using System.Reflection;

namespace TwitterDm.Output;

/// <summary>
/// Whether a pipeline failed after one of its cmdlets had ended. Cmdlets further down do their last work then, such as Export-Csv, which
/// writes its file's end; and PowerShell disposes of all cmdlets after that, but tells them nothing of its outcome.
/// </summary>
internal static class PipelineOutcome
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>
    /// Whether an error has ended the pipeline. PowerShell keeps that to itself; where a later version keeps it elsewhere, what is known is
    /// that the cmdlet itself ended well, and that nobody stopped it.
    /// </summary>
    public static bool IsFailure(ICommandRuntime? runtime)
    {
        var pipeline = runtime?.GetType().GetProperty("PipelineProcessor", Inside)?.GetValue(runtime);
        return pipeline?.GetType().GetField("_firstTerminatingError", Inside)?.GetValue(pipeline) is not null;
    }
}
