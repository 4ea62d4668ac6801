using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Rejects a spending limit that is zero or negative.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateSpendingAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is decimal limit and <= 0)
        {
            throw new ValidationMetadataException(FormattableString.Invariant(
                $"A limit of {limit} US dollars leaves nothing to spend: the check of the connection alone costs 0.01. Use a value greater than 0."));
        }
    }
}
