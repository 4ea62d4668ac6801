using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// Reads the values of an enumeration, or other words without commas. PowerShell adds the numbers of <c>A,B</c>, or of two values for one,
/// and accepts the value that has the sum, which nobody has asked for.
/// </summary>
/// <param name="isList">Whether the parameter takes several values: then a text is divided at its commas.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ChoiceArgumentAttribute(bool isList = false) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] given = [.. PipedObject.Items(inputData)];
        // What has no words at all is PowerShell's to reject.
        if (isList)
            return Array.Exists(given, HasComma) && given.SelectMany(Divide).ToArray() is { Length: > 0 } words ? words : inputData;
        if (given.Length > 1 || Array.Exists(given, HasComma))
            throw ArgumentText.Rejected($"'{VisibleText.Of(string.Join(',', given), 60)}' is more than one value. Give one of them.");
        return inputData;
    }

    private static bool HasComma(object? value)
        => PipedObject.Unwrap(value) is string text && text.Contains(',', StringComparison.Ordinal);

    private static IEnumerable<object?> Divide(object? value)
        => PipedObject.Unwrap(value) is string text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [value];
}
