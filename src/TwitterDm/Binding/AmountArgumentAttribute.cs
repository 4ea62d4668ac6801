using System.Globalization;
using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Reads an amount of US dollars greater than zero, the same in every culture: PowerShell would read <c>'0,5'</c> as 5.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AmountArgumentAttribute : ArgumentTransformationAttribute
{
    private const decimal Max = 1_000_000_000;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = ArgumentText.Unwrap(inputData);
        if (value is null)
            throw ArgumentText.Rejected($"The amount is null. Omit the parameter to set no limit, or use a number such as 0.50.");
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        if (!decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var amount)
            || amount > Max)
        {
            throw ArgumentText.Rejected(
                $"'{VisibleText.Of(text, 60)}' is not a valid amount. Use a number of US dollars with a decimal point, such as 0.50.");
        }

        if (amount <= 0)
        {
            throw ArgumentText.Rejected(
                $"A limit of {amount} US dollars leaves nothing to spend: the check of the connection alone costs 0.01. Use a value greater than 0.");
        }

        return amount;
    }
}
