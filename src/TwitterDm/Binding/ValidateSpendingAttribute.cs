using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Refuses a limit that leaves nothing to spend.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateSpendingAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is decimal limit and <= 0)
        {
            throw new ValidationMetadataException(FormattableString.Invariant(
                $"A limit of {limit} US dollars leaves nothing to spend: the check of the connection alone costs 0.01. Give more than 0."));
        }
    }
}
