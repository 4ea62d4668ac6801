using System.Globalization;
using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Accepts text only. PowerShell converts any pipeline input to a string: a row without a text would be sent as
/// <c>@{To=…}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => PipedObject.Unwrap(inputData) is not { } value ? null
            // An unquoted code such as 0123 is a number to PowerShell, and would lose its zero.
            : ArgumentText.OfNumber(inputData) ?? TextOf(value) ?? throw ArgumentText.NotA(value, "a text.");

    /// <summary>The text of a string or another simple value; null for anything else.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        IFormattable simple and (ValueType or Enum) => simple.ToString(format: null, CultureInfo.CurrentCulture),
        bool or char => value.ToString(),
        _ => null,
    };
}
