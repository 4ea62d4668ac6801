using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Accepts ids as text or as exact numbers, and rejects values that PowerShell would silently convert to another id.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var isList = PipedObject.Unwrap(inputData) is System.Collections.IEnumerable and not string;
        var ids = PipedObject.Items(inputData).Select(Convert).ToArray();
        return isList ? ids : ids[0];
    }

    private static string? Convert(object? value)
    {
        var id = IdValue.Of(PipedObject.Unwrap(value));
        if (!id.IsScalar)
            throw ArgumentText.NotA(value!, "an id.");
        return id.Reason switch
        {
            DmErrorReason.SingleCharacter => throw Rejected(
                $"'{id.Text}' is a single character, not an id. A string was indexed: where there is only one value, PowerShell returns a string instead of "
                + "an array. Wrap it in @(), as in @(Get-Content ids.txt)[0]."),
            DmErrorReason.InexactNumber => throw Rejected(
                $"The number {id.Text} is not an id: it has a fraction, or is too large to be exact. Excel and JSON can turn an id into a number and round it. "
                + "Keep ids as text: format the column as text, or quote the id."),
            _ => value is null ? null : id.Text,
        };
    }

    private static ArgumentTransformationMetadataException Rejected(string words) => new(words);
}
