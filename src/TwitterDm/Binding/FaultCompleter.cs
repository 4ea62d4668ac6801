using System.Collections;
using TwitterDm.Sandbox.Faults;

namespace TwitterDm.Binding;

/// <summary>Completes the faults of a sandbox, after the number of the request.</summary>
internal sealed class FaultCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var number =
            colon > 0 ? word[..colon]
            : word.Length > 0 && char.IsAsciiDigit(word[^1]) ? word
            : "1";
        return Matching(
            colon > 0 ? word : number,
            Fault.Descriptions.Select(fault =>
                (
                    $"{number}:{fault.Name}{(fault.NeedsValue ? "=" : "")}",
                    fault.Value is null ? fault.Effect : $"{fault.Effect} ({fault.Value})")));
    }
}
