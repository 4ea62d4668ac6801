using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Accepts the id of a time zone, or what <c>Get-TimeZone</c> returns, whose text is not its id.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeZoneArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => PipedObject.Unwrap(inputData) switch
    {
        TimeZoneInfo zone => zone.Id,
        string text => text.Trim(),
        null => null,
        _ when PipedObject.Get(inputData, nameof(TimeZoneInfo.Id)) is string id => id,
        var other => throw ArgumentText.NotA(other, "a time zone. Give its id, such as 'Europe/Berlin', or what Get-TimeZone returns."),
    };
}
