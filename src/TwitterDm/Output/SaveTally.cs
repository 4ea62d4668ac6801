using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>Counts what became of attachments.</summary>
internal sealed class SaveTally
{
    private int _saved;
    private int _present;
    private int _failed;
    private long _bytes;

    public void Add(DmSavedMedia saved)
    {
        if (saved.WasPresent)
        {
            _present++;
            return;
        }

        _saved++;
        _bytes += saved.Length;
    }

    public void AddFailure() => _failed++;

    /// <summary>A line about one attachment.</summary>
    public static string Describe(DmSavedMedia saved)
    {
        var name = saved.Media.FileName is { Length: > 0 } given
            ? $" The sender calls it '{VisibleText.Of(given, 100)}'."
            : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(saved.WasPresent ? "Already there" : "Saved")}: {VisibleText.Of(saved.Path)} ({saved.Length:N0} bytes).{name}");
    }

    /// <summary>
    /// A sentence about a file that has another size than its message says; null if it has that size, or no message says one.
    /// </summary>
    /// <param name="saved">The file.</param>
    /// <param name="media">The attachment.</param>
    public static string? FindChange(DmSavedMedia saved, DmMedia media)
        => media.Size is not (> 0 and var size) || size == saved.Length || IsPreview(saved)
            ? null
            : FormattableString.Invariant(
                saved.WasPresent
                    ? (FormattableString)
                        $"'{VisibleText.Of(saved.Path)}' is there already, with {saved.Length:N0} bytes, but the message says that the file has {size:N0}. It was probably changed, and is left as it is; -Force replaces it."
                    : $"'{VisibleText.Of(saved.Path)}' was saved with {saved.Length:N0} bytes, but the message says that the file has {size:N0}: it may not be the one that was meant.");

    private static bool IsPreview(DmSavedMedia saved)
        => Path.GetFileNameWithoutExtension(saved.Path).EndsWith("_preview", StringComparison.Ordinal);

    /// <summary>What was done, in a sentence.</summary>
    /// <param name="requests">The number of requests.</param>
    public string Describe(long requests)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{_saved} {(_saved == 1 ? "attachment was" : "attachments were")} saved ({_bytes:N0} bytes), {_present} {(_present == 1 ? "was" : "were")} there already, {_failed} failed; {requests} {(requests == 1 ? "request" : "requests")}.");
}
