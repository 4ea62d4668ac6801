using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Refuses a wait that is negative, or too short to be meant.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateWaitAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        // PowerShell makes ticks of a bare number: -MaxWait 900 would be a ten-thousandth of a second.
        if (arguments is TimeSpan wait && (wait < TimeSpan.Zero || (wait > TimeSpan.Zero && wait < TimeSpan.FromMilliseconds(1))))
        {
            throw new ValidationMetadataException(
                $"'{wait}' is no wait. Give a time span, such as 00:15:00 or (New-TimeSpan -Minutes 15); a bare number would count ticks.");
        }
    }
}
