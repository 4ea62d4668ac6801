using TwitterDm.Archive.Zip;
using System.Text.Json;
using TwitterDm.Archive.Containers;
using TwitterDm.Text;

namespace TwitterDm.Archive;

/// <summary>What an archive says about itself: whose it is, and which files it has. The account's e-mail address is not read.</summary>
/// <param name="Account">The account; null if the archive does not say.</param>
/// <param name="Files">The files with messages.</param>
internal sealed record ArchiveManifest(DmUser? Account, IReadOnlyList<DataFile> Files)
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    /// <summary>Reads the manifest and the account, as far as they are there.</summary>
    public static ArchiveManifest Read(ArchiveContainer container, ArchiveLimits limits, ArchiveProblems problems)
    {
        using var manifest = Parse(container, ArchiveNames.Manifest, limits, problems);
        using var account = Parse(container, ArchiveNames.Account, limits, problems);
        var user = UserOf(Member(manifest?.RootElement, "userInfo"), "accountId", "userName", "displayName")
            ?? UserOf(Member(First(account?.RootElement), "account"), "accountId", "username", "accountDisplayName");
        var files = new Dictionary<string, DataFile>(StringComparer.Ordinal);
        foreach (var file in container.DataFiles)
            files[file.Name] = file;
        if (!container.IsSingleFile && Member(manifest?.RootElement, "dataTypes") is { } types)
        {
            AddListed(Member(types, "directMessages"), isGroup: false);
            AddListed(Member(types, "directMessagesGroup"), isGroup: true);
        }

        return new(user, [.. files.Values]);

        void AddListed(JsonElement? type, bool isGroup)
        {
            if (Member(type, "files") is not { ValueKind: JsonValueKind.Array } listed)
                return;
            foreach (var item in listed.EnumerateArray())
            {
                if (Text(item, "fileName") is not { } path)
                    continue;
                if (ArchiveNames.InData(path) is not { } name)
                {
                    problems.Warn(
                        $"The manifest of the archive names '{VisibleText.Of(path, 200)}', which is not in the archive's data folder; it is not read.");
                }
                else if (container.Contains(name))
                    files[name] = new DataFile(name, isGroup);
                else
                {
                    problems.Warn(
                        $"The archive has no {container.Describe(name)}, although its manifest names it. If the archive came in several parts, import each of them.");
                }
            }
        }
    }

    private static JsonDocument? Parse(ArchiveContainer container, string name, ArchiveLimits limits, ArchiveProblems problems)
    {
        if (!container.Contains(name))
            return null;
        try
        {
            using var file = container.Open(name);
            using (file.Handle)
            {
                var content = ReadAll(file.Content, limits.MaxSmallFile);
                return JsonDocument.Parse(content.AsSpan(content.AsSpan().IndexOf((byte)'=') + 1).TrimEnd(" \t\r\n;"u8).ToArray(), Options);
            }
        }
        catch (JsonException)
        {
            problems.Warn($"{container.Describe(name)} is damaged, and is not used.");
        }
        catch (Exception exception) when (ArchiveContainer.IsAboutFile(exception))
        {
            problems.Add(ArchiveErrors.UnreadableFile(container, name, exception));
        }

        return null;
    }

    private static byte[] ReadAll(Stream file, int maximum)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (content.Length < maximum && file.Read(buffer) is var read and > 0)
            content.Write(buffer, 0, read);
        return content.ToArray();
    }

    private static DmUser? UserOf(JsonElement? info, string id, string username, string name)
    {
        if (info is not { } element || Text(element, id) is not { } userId || !Ids.IsUserId(userId))
            return null;
        return new DmUser
        {
            Id = userId,
            Username = Text(element, username) is { } known && Ids.IsUsername(known) ? known : null,
            Name = Text(element, name),
        };
    }

    private static JsonElement? First(JsonElement? list)
        => list is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0 ? items[0] : null;

    private static JsonElement? Member(JsonElement? element, string name)
        => element is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return Member(element, name) is { } value ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }
}
