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
        => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            string text => text,
            IFormattable simple and (ValueType or Enum) => simple.ToString(format: null, CultureInfo.CurrentCulture),
            bool or char => inputData.ToString(),
            var other => throw NotText(other.GetType()),
        };

    // Only if the inner exception has this type does PowerShell then look for a property with the parameter's name.
    private static ArgumentTransformationMetadataException NotText(Type type)
    {
        var words = $"An object of the type {type.Name} is not a text.";
        return new(words, new PSInvalidCastException(words));
    }
}
