using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Media;

/// <summary>
/// The folder that attachments are saved in. A file has its final name when it is complete. Until then its name ends with <c>.part</c>, and
/// contains what it takes to continue: a hash of where it comes from, and the tag of that version of the file.
/// </summary>
/// <param name="path">Its full path.</param>
internal sealed class MediaFolder(string path)
{
    private const string PartSuffix = ".part";
    private const int HashLength = 8;
    private const int MaxTag = 60;
    private const int GuidLength = 32;

    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private Dictionary<string, string>? _parts;
    private ILookup<string, string>? _leftovers;

    /// <summary>Creates the folder if it does not exist.</summary>
    /// <exception cref="DmException">It is a file, or cannot be created.</exception>
    public void Create()
    {
        try
        {
            if (File.Exists(path))
                throw SavedFileError.NotFolder(path);
            Directory.CreateDirectory(path);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw SavedFileError.NotCreatable(path, exception);
        }
    }

    /// <summary>The complete file of that name, whatever its extension is; null if there is none.</summary>
    public string? Find(string name)
        => ContentSignature.Extensions.Select(extension => Path.Combine(path, name + extension)).FirstOrDefault(File.Exists);

    /// <summary>Opens the partial file of an attachment, or creates it.</summary>
    /// <param name="name">The final name without its extension.</param>
    /// <param name="origin">Where the attachment comes from.</param>
    /// <exception cref="DmException">It cannot be opened.</exception>
    public PartFile OpenPart(string name, string origin)
    {
        var prefix = $"{name}.{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..HashLength].ToLowerInvariant()}";
        return FindPart(prefix) is { } found && TagOf(found[(prefix.Length + 1)..^PartSuffix.Length]) is { } tag
            ? new PartFile(this, prefix, tag)
            : new PartFile(this, prefix, tag: null);
    }

    /// <summary>The path of a partial file.</summary>
    /// <param name="prefix">The beginning of its name.</param>
    /// <param name="tag">The tag of its version; null if it has none.</param>
    public string PartPath(string prefix, EntityTagHeaderValue? tag)
        => Path.Combine(path, tag is null ? prefix + PartSuffix : $"{prefix}.{Encode(tag)}{PartSuffix}");

    /// <summary>
    /// The path of a file that is only complete once it has another name. What a process that was killed has left of such a file is
    /// deleted.
    /// </summary>
    /// <param name="name">The final name without its extension.</param>
    /// <param name="isAlone">Whether it is certain that no other process works on the name; otherwise, what is left has to be old.</param>
    public string TemporaryPath(string name, bool isAlone)
    {
        foreach (var leftover in Leftovers(name))
        {
            if (isAlone || DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > LeftoverAge)
                PartFile.TryDelete(leftover);
        }

        return Path.Combine(path, $"{name}.{Guid.NewGuid():N}{PartSuffix}");
    }

    /// <summary>Gives a complete file its name.</summary>
    /// <param name="part">The path of the file.</param>
    /// <param name="name">The final name without its extension.</param>
    /// <param name="type">What the file is.</param>
    /// <param name="overwrite">Whether to replace a file of that name.</param>
    /// <returns>The final path.</returns>
    /// <exception cref="DmException">It cannot be renamed.</exception>
    public string Complete(string part, string name, ContentSignature type, bool overwrite)
    {
        var target = Path.Combine(path, name + type.Extension);
        try
        {
            var other = overwrite ? Find(name) : null;
            File.Move(part, target, overwrite);
            // The same attachment as another type of file.
            if (other is not null && !string.Equals(other, target, StringComparison.Ordinal))
                File.Delete(other);
            return target;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SavedFileError.Unwritable(target, exception);
        }
    }

    /// <summary>Whether a tag identifies the bytes of a file, and fits into a name.</summary>
    public static bool CanKeep(EntityTagHeaderValue? tag) => tag is { IsWeak: false, Tag.Length: > 2 and <= MaxTag };

    // Not all file systems tell capital letters from small ones.
    private static string Encode(EntityTagHeaderValue tag)
        => Convert.ToHexString(Encoding.UTF8.GetBytes(tag.Tag.Trim('"'))).ToLowerInvariant();

    private static EntityTagHeaderValue? TagOf(string encoded)
    {
        try
        {
            return EntityTagHeaderValue.TryParse($"\"{Encoding.UTF8.GetString(Convert.FromHexString(encoded))}\"", out var tag) && CanKeep(tag)
                ? tag
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string? FindPart(string prefix)
    {
        lock (_gate)
        {
            Read();
            return _parts!.Remove(prefix, out var name) ? name : null;
        }
    }

    private IEnumerable<string> Leftovers(string name)
    {
        lock (_gate)
        {
            Read();
            return _leftovers![name].Select(leftover => Path.Combine(path, leftover));
        }
    }

    // A folder can have many files, so it is read once. What this process creates is not in the result.
    private void Read()
    {
        if (_parts is not null)
            return;
        string[] names = [];
        try
        {
            names = [.. Directory.EnumerateFiles(path, "*" + PartSuffix).Select(file => Path.GetFileName(file)!)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then nothing is continued.
        }

        _parts = new(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !IsLeftover(name)))
            _parts[Stem(name)] = name;
        _leftovers = names.Where(IsLeftover).ToLookup(Stem, StringComparer.Ordinal);
    }

    // Names of attachments have no dot.
    private static bool IsLeftover(string name)
        => name[..^PartSuffix.Length].Split('.') is [_, { Length: GuidLength }];

    private static string Stem(string name) => name[..Math.Max(name[..^PartSuffix.Length].LastIndexOf('.'), 0)];
}
