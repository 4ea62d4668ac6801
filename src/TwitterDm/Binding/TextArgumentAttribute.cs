using System.Globalization;
using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Takes a text where a text is wanted. PowerShell makes a string of anything that comes down a pipeline: a row without a text would be sent
/// as <c>@{To=…}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            string text => text,
            IFormattable simple and (ValueType or Enum) => simple.ToString(format: null, CultureInfo.CurrentCulture),
            bool or char => inputData.ToString(),
            var other => throw NoText(other.GetType()),
        };

    // With an inner exception of this kind, and no other, PowerShell goes on to look for a property of the parameter's name.
    private static ArgumentTransformationMetadataException NoText(Type type)
    {
        var words = $"A {type.Name} is no text.";
        return new(words, new PSInvalidCastException(words));
    }
}
