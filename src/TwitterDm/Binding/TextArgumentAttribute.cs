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
        => PipedObject.Unwrap(inputData) is not { } value ? null : TextOf(value) ?? throw NotText(value.GetType());

    /// <summary>The text of a string or another simple value; null for anything else.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        IFormattable simple and (ValueType or Enum) => simple.ToString(format: null, CultureInfo.CurrentCulture),
        bool or char => value.ToString(),
        _ => null,
    };

    // Only if the inner exception has this type does PowerShell accept that the input is not the text.
    private static ArgumentTransformationMetadataException NotText(Type type)
    {
        var words = $"An object of the type {type.Name} is not a text.";
        return new(words, new PSInvalidCastException(words));
    }
}
