using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>Counts what would become of attachments, for the end of a preview.</summary>
internal sealed class SavePreview
{
    private int _missing;
    private int _present;

    /// <summary>The number of attachments so far.</summary>
    public int Count => _missing + _present;

    /// <summary>Adds an attachment.</summary>
    /// <param name="isPresent">Whether its file is there already, and would stay.</param>
    public void Add(bool isPresent) => _ = isPresent ? _present++ : _missing++;

    /// <summary>Such as <c>3 attachments; 2 others are there already.</c></summary>
    public override string ToString()
    {
        if (_missing == 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{_present:N0} {(_present == 1 ? "attachment is" : "attachments are")} there already.");
        }

        var missing = CountText.Grouped(_missing, "attachment");
        return _present == 0
            ? $"{missing}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{missing}; {_present:N0} {(_present == 1 ? "other is" : "others are")} there already.");
    }
}
