using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Rejects a wait time that is negative, or too short to be intended.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateWaitAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        // PowerShell converts a bare number to ticks: -MaxWait 900 would be less than a ten-thousandth of a second.
        if (arguments is TimeSpan wait && (wait < TimeSpan.Zero || (wait > TimeSpan.Zero && wait < TimeSpan.FromMilliseconds(1))))
        {
            throw new ValidationMetadataException(
                $"'{wait}' is not a valid wait time. Use a time span, such as 00:15:00 or (New-TimeSpan -Minutes 15); a bare number counts ticks.");
        }
    }
}
