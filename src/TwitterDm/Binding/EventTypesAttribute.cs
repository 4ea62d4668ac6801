using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Accepts all types of events. PowerShell reads and completes their names by itself; this rejects null, and a value without a name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EventTypesAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is not DmEventType type || !Enum.IsDefined(type))
            throw new ValidationMetadataException($"'{element}' is not a type of event.");
    }
}
