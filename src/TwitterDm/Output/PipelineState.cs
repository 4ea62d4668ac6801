using System.Reflection;
using System.Runtime.ExceptionServices;

namespace TwitterDm.Output;

/// <summary>How a pipeline ended.</summary>
internal enum PipelineOutcome
{
    /// <summary>PowerShell does not report it: the pipeline may have failed.</summary>
    Unknown,

    /// <summary>No error ended it.</summary>
    Succeeded,

    /// <summary>An error ended it.</summary>
    Failed,
}

/// <summary>
/// Determines whether a pipeline failed after one of its cmdlets had ended. Cmdlets further down then finish their work, such as
/// Export-Csv, which writes the end of its file. PowerShell disposes of all cmdlets after that, without reporting the outcome to them. It
/// keeps the outcome in private members. A later version may keep it elsewhere: then the outcome is unknown, and nothing may be done that
/// relies on success.
/// </summary>
/// <param name="processorProperty">The property of a cmdlet's runtime that holds the pipeline.</param>
/// <param name="errorField">The field of the pipeline that holds the error that ended it.</param>
internal sealed class PipelineState(string processorProperty, string errorField)
{
    private const string EndOfDemand = "StopUpstreamCommandsException";
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>PowerShell's state; a test replaces it to simulate a version that keeps its state elsewhere.</summary>
    public static PipelineState Current { get; set; } = new("PipelineProcessor", "_firstTerminatingError");

    /// <summary>The outcome so far of the pipeline that a cmdlet runs in.</summary>
    /// <param name="runtime">The cmdlet's runtime.</param>
    public PipelineOutcome OutcomeOf(object? runtime)
        => TryGetError(runtime, out var error)
            ? error is null
                ? PipelineOutcome.Succeeded
                : PipelineOutcome.Failed
            : PipelineOutcome.Unknown;

    /// <summary>
    /// Whether a cmdlet further down has just ended the pipeline because it needs no more, as Select-Object -First does, after it had
    /// handled what was written. False if PowerShell does not report it.
    /// </summary>
    /// <param name="runtime">The cmdlet's runtime.</param>
    public bool IsEndOfDemand(object? runtime)
        => TryGetError(runtime, out var error)
        && string.Equals(
            (error is ExceptionDispatchInfo info ? info.SourceException : error)?.GetType().Name,
            EndOfDemand,
            StringComparison.Ordinal);

    private bool TryGetError(object? runtime, out object? error)
    {
        error = null;
        try
        {
            var pipeline = runtime?.GetType().GetProperty(processorProperty, Inside)?.GetValue(runtime);
            // A field of the same name but another type would never report that the pipeline failed.
            if (pipeline?.GetType().GetField(errorField, Inside) is not { } field || !IsError(field.FieldType))
                return false;
            error = field.GetValue(pipeline);
            return true;
        }
        catch (Exception exception) when (exception is TargetException or TargetInvocationException or TargetParameterCountException
            or AmbiguousMatchException or ArgumentException or MemberAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsError(Type type) => type == typeof(ExceptionDispatchInfo) || typeof(Exception).IsAssignableFrom(type);
}
