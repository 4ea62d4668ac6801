using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwitterDm.Testing.Archives;

/// <summary>
/// Builds an archive of X's data as X sends it, with made-up people: <c>111</c> is the account, @support_desk. What a test does not say is
/// as in today's archives.
/// </summary>
public sealed class ArchiveBuilder
{
    /// <summary>The account.</summary>
    public const string Own = "111";

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true };

    private readonly List<(bool IsGroup, int Part, ArchiveConversationBuilder Conversation)> _conversations = [];
    private readonly List<(string Path, byte[] Content)> _files = [];

    /// <summary>Whether files are named as before 2020.</summary>
    public bool HasOldNames { get; init; }

    /// <summary>Whether there is a manifest.</summary>
    public bool HasManifest { get; init; } = true;

    /// <summary>Whether there is a file about the account.</summary>
    public bool HasAccount { get; init; } = true;

    /// <summary>The folder of the data files; empty for none.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Names of files that the manifest lists beside those that exist.</summary>
    public IReadOnlyList<string> AlsoListed { get; init; } = [];

    /// <summary>The name of a file with messages.</summary>
    public string NameOf(bool isGroup, int part = 0)
        => (HasOldNames ? "direct-message" : "direct-messages") + (isGroup ? "-group" : string.Empty) + (part == 0 ? string.Empty : $"-part{part}") + ".js";

    /// <summary>The name of a folder with attachments.</summary>
    public string MediaFolderOf(bool isGroup) => (HasOldNames ? "direct_message" : "direct_messages") + (isGroup ? "_group" : string.Empty) + "_media";

    /// <summary>Adds a conversation, or another piece of one: a group if its id has no hyphen.</summary>
    public ArchiveBuilder Add(string id, Action<ArchiveConversationBuilder> fill, string? name = null, int part = 0)
    {
        var conversation = new ArchiveConversationBuilder(id, name);
        fill(conversation);
        _conversations.Add((!id.Contains('-', StringComparison.Ordinal), part, conversation));
        return this;
    }

    /// <summary>Adds the file of an attachment.</summary>
    public ArchiveBuilder AddMedia(string fileName, byte[] content, bool isGroup = false) => AddFile($"{MediaFolderOf(isGroup)}/{fileName}", content);

    /// <summary>Adds any file of the data folder.</summary>
    public ArchiveBuilder AddFile(string name, byte[] content)
    {
        _files.Add((name, content));
        return this;
    }

    /// <summary>Adds any file of the data folder.</summary>
    public ArchiveBuilder AddFile(string name, string content) => AddFile(name, Encoding.UTF8.GetBytes(content));

    /// <summary>The text of a file with messages.</summary>
    public string TextOf(bool isGroup, int part = 0)
    {
        var list = new JsonArray([.. _conversations.Where(item => item.IsGroup == isGroup && item.Part == part).Select(item => (JsonNode)item.Conversation.ToJson())]);
        return $"window.YTD.direct_messages{(isGroup ? "_group" : string.Empty)}.part{part} = {list.ToJsonString(Pretty)}";
    }

    /// <summary>All files by their paths.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Files()
    {
        var files = new List<(string, byte[])> { ("Your archive.html", "<html></html>"u8.ToArray()) };
        var prefix = DataFolder.Length == 0 ? string.Empty : DataFolder + "/";
        foreach (var (isGroup, part) in MessageFiles())
            files.Add((prefix + NameOf(isGroup, part), Encoding.UTF8.GetBytes(TextOf(isGroup, part))));
        files.Add((prefix + "direct-message-headers.js", "window.YTD.direct_message_headers.part0 = [ ]"u8.ToArray()));
        files.Add((prefix + "tweets.js", "window.YTD.tweets.part0 = [ ]"u8.ToArray()));
        if (HasManifest)
            files.Add((prefix + "manifest.js", Encoding.UTF8.GetBytes("window.__THAR_CONFIG = " + Manifest().ToJsonString(Pretty))));
        if (HasAccount)
            files.Add((prefix + "account.js", Encoding.UTF8.GetBytes(Account)));
        files.AddRange(_files.Select(file => (prefix + file.Path, file.Content)));
        return files;
    }

    /// <summary>Writes the archive to a folder.</summary>
    /// <returns>The folder.</returns>
    public string WriteFolder(string folder)
    {
        foreach (var (path, content) in Files())
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, content);
        }

        return folder;
    }

    /// <summary>Writes the archive to a zip file.</summary>
    /// <returns>Its path.</returns>
    public string WriteZip(string path)
    {
        File.WriteAllBytes(path, Zip(Files()));
        return path;
    }

    /// <summary>A zip file with some files.</summary>
    public static byte[] Zip(IEnumerable<(string Path, byte[] Content)> files, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private const string Account = """
        window.YTD.account.part0 = [ { "account" : { "email" : "owner@example.com", "createdVia" : "web", "username" : "support_desk",
          "accountId" : "111", "createdAt" : "2019-05-01T08:00:00.000Z", "accountDisplayName" : "Support Desk" } } ]
        """;

    private IEnumerable<(bool IsGroup, int Part)> MessageFiles()
        => _conversations.Select(item => (item.IsGroup, item.Part)).Append((false, 0)).Distinct().Order();

    private JsonObject Manifest() => new()
    {
        ["userInfo"] = new JsonObject { ["accountId"] = Own, ["userName"] = "support_desk", ["displayName"] = "Support Desk" },
        ["archiveInfo"] = new JsonObject { ["sizeBytes"] = "4563235", ["generationDate"] = "2026-11-01T05:46:38.082Z", ["isPartialArchive"] = false },
        ["dataTypes"] = new JsonObject { ["directMessages"] = DataType(isGroup: false), ["directMessagesGroup"] = DataType(isGroup: true) },
    };

    private JsonObject DataType(bool isGroup)
        => new()
        {
            ["mediaDirectory"] = $"data/{MediaFolderOf(isGroup)}",
            ["files"] = new JsonArray([
                .. MessageFiles()
                    .Where(file => file.IsGroup == isGroup)
                    .Select(file => $"data/{NameOf(isGroup, file.Part)}")
                    .Concat(isGroup ? [] : AlsoListed)
                    .Select(name =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["fileName"] = name,
                                ["globalName"] = "YTD.direct_messages.part0",
                                ["count"] = "1",
                            }),
            ]),
        };
}
