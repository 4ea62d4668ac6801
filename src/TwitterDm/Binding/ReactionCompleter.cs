using System.Collections;

namespace TwitterDm.Binding;

/// <summary>Completes common reactions, also by their names; any other emoji is accepted, too.</summary>
internal sealed class ReactionCompleter : ValueCompleter
{
    private static readonly (string Value, string Tip)[] Common =
    [
        ("👍", "thumbs up"),
        ("👎", "thumbs down"),
        ("❤️", "heart"),
        ("😂", "tears of joy"),
        ("😮", "surprise"),
        ("😢", "crying"),
        ("🔥", "fire"),
        ("🙏", "thanks"),
    ];

    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => Common.Where(offer =>
            offer.Value.StartsWith(word, StringComparison.Ordinal) || offer.Tip.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
