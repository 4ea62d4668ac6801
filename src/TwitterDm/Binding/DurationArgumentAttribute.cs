using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// Reads a duration: a number with a unit, a <see cref="TimeSpan"/>, or its text. A bare number is ambiguous, and rejected.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Advice = "Use a duration such as 15m, 12h, 45s or 7d, or a time span such as 00:15:00.";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ArgumentText.Unwrap(inputData) switch
    {
        null => throw ArgumentText.Rejected($"The duration is null. {Advice}"),
        TimeSpan span when span >= TimeSpan.Zero => span,
        string text => TimeText.TryParseDuration(text, out var span) ? span : throw Invalid(text),
        _ => TimeText.TryParseDuration(ArgumentText.OfNumber(inputData), out var span) ? span : throw Invalid(inputData),
    };

    private static ArgumentTransformationMetadataException Invalid(object value)
        => ArgumentText.Rejected($"'{VisibleText.Of(LanguagePrimitives.ConvertTo<string>(value), 60)}' is not a valid duration. {Advice}");
}
