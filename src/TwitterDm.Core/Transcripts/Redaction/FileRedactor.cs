namespace TwitterDm.Transcripts.Redaction;

/// <summary>
/// Removes contact data and matches of patterns from what names the file of an attachment. Ids, and names that are made of ids, stay.
/// </summary>
/// <param name="redactor">Removes it from a text.</param>
internal sealed class FileRedactor(TextRedactor redactor)
{
    /// <summary>The key of an attachment.</summary>
    public string KeyOf(DmMedia media) => IsKey(media) ? media.MediaKey : redactor.Of(media.MediaKey);

    /// <summary>The path of an attachment's file, or a part of it that ends with the name of the file.</summary>
    public string PathOf(DmEvent item, DmMedia media, string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        var folder = path[..^name.Length];
        var isSaved = IsSaved(name, SavedMediaName.Of(item, media)) || IsSaved(name, SavedMediaName.Of(null, media));
        if (isSaved && IsKey(media))
            return redactor.Of(folder) + name;
        // Its name contains the key in other characters.
        if (isSaved && !string.Equals(KeyOf(media), media.MediaKey, StringComparison.Ordinal))
            return redactor.Of(folder) + TextRedactor.Replacement + Path.GetExtension(name);
        // In an archive, a file's name begins with the id of its message.
        return name.StartsWith(item.Id + '-', StringComparison.Ordinal)
            ? redactor.Of(folder) + item.Id + redactor.Of(name[item.Id.Length..])
            : redactor.Of(path);
    }

    /// <summary>Whether nothing has to be removed from a path, so that a link can lead to it.</summary>
    public bool CanShow(DmEvent item, DmMedia media, string path)
        => redactor.IsIdle || string.Equals(PathOf(item, media, path), path, StringComparison.Ordinal);

    private static bool IsSaved(string name, string savedName)
        => Path.GetFileNameWithoutExtension(name) is var stem
        && (
            string.Equals(stem, savedName, StringComparison.Ordinal)
            || string.Equals(stem, SavedMediaName.PreviewOf(savedName), StringComparison.Ordinal));

    // In a row of CSV, the name of the file is also the key; and an archive has the names of files in addresses.
    private static bool IsKey(DmMedia media)
        => !string.Equals(media.MediaKey, media.FileName, StringComparison.Ordinal)
        && EventRedactor.IsId(SavedMediaName.MediaId(media.MediaKey))
        && media.MediaKey.Any(char.IsAsciiDigit)
        && !media.MediaKey.Contains('.', StringComparison.Ordinal);
}
