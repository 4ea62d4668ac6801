using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Exporting;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>What must not be seen is not in the key, the path or the link of an attachment either.</summary>
public sealed class FileRedactionTests : IDisposable
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', 0, 0, 0, 13];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("secret-bob@example.com.jpg", "[redacted]")]
    [InlineData("secret-bob.jpg", "[redacted]-bob.jpg")]
    [InlineData("secret", "[redacted]")]
    [InlineData("3_1136048014974423040", "3_1136048014974423040")]
    [InlineData("3_15551234567", "3_15551234567")]
    [InlineData("1712000000000000001", "1712000000000000001")]
    [InlineData("secret0k3y", "secret0k3y")]
    public void A_key_stays_if_it_is_an_id(string key, string expected)
        => Assert.Contains($"\"MediaKey\":\"{expected}\"", Export("t.jsonl", Message(new() { MediaKey = key })), StringComparison.Ordinal);

    [Fact]
    public void The_text_that_a_row_has_for_an_attachment_is_nowhere()
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Id"] = TestEvents.Id(1),
            ["EventType"] = nameof(DmEventType.MessageCreate),
            ["Media"] = "secret2 jane.doe@corp.com.pdf; secret3",
        };
        var item = DmEventCopy.Create(row, (source, name) => ((Dictionary<string, object?>)source).GetValueOrDefault(name));
        var text = Export("t.jsonl", item);

        Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home/jane@example.com/data/{0}-a.jpg", "[redacted]/data/{0}-a.jpg")]
    [InlineData("/home/me/{0}-secret-15551234567.jpg", "/home/me/{0}-[redacted]-[redacted].jpg")]
    [InlineData("/secrets/{0}-a.jpg", "/[redacted]s/{0}-a.jpg")]
    [InlineData("/home/me/20261120T100100Z_{0}_77.jpg", "/home/me/20261120T100100Z_{0}_77.jpg")]
    [InlineData("/home/me/a.jpg", "/home/me/a.jpg")]
    public void A_path_stays_except_what_has_to_be_removed(string path, string expected)
        => Assert.Contains(
            $"\"LocalPath\":\"{string.Format(null, expected, TestEvents.Id(1))}\"",
            Export("t.jsonl", Message(new() { MediaKey = "3_77", LocalPath = string.Format(null, path, TestEvents.Id(1)) })),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("t.html", "The file is not in this transcript")]
    [InlineData("t.md", "(file not included)")]
    public void A_file_whose_path_must_not_be_seen_is_not_linked(string name, string words)
    {
        foreach (var path in new[] { $"{TestEvents.Id(1)}-secret-15551234567.png", "jane@example.com/a.png", "secret/a.png" })
        {
            var text = Export(name, Message(new() { MediaKey = "3_77", Type = "photo", LocalPath = Write(path) }));

            Assert.DoesNotContain("15551234567", text, StringComparison.Ordinal);
            Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.Contains("The file of one attachment is not included", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_was_saved_under_a_name_with_its_key_is_not_linked()
    {
        var item = Message(new() { MediaKey = "secret.bob@example.com", Type = "photo" });
        Write($"media/{SavedMediaName.Of(item, item.Media[0])}.png");

        Assert.Contains("(file not included)", Export("t.md", item, options => options with { MediaPath = _folder["media"] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t.html")]
    [InlineData("t.md")]
    public void A_file_with_a_name_of_ids_stays_linked(string name)
    {
        var item = Message(new() { MediaKey = "3_15551234567", Type = "photo" });
        var saved = SavedMediaName.Of(item, item.Media[0]);
        Write($"media/{saved}.png");
        var other = Message(new() { MediaKey = "7", Type = "photo", LocalPath = Write($"{TestEvents.Id(1)}-a.png") });

        Assert.Contains($"media/{saved}.png", Export(name, item, options => options with { MediaPath = _folder["media"], Patterns = ["1"] }), StringComparison.Ordinal);
        Assert.Contains($"{TestEvents.Id(1)}-a.png", Export(name, other, options => options with { Patterns = ["1"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_contains_the_file_does_not_name_it()
    {
        var item = Message(
            new()
            {
                MediaKey = "secret@example.com",
                Type = "photo",
                Url = "https://example.com/secret",
                LocalPath = Write("secret-jane@example.com.png"),
            });
        var text = Export("t.html", item, options => options with { EmbedMedia = true });

        Assert.Contains($"src=\"data:image/png;base64,{Convert.ToBase64String(Png)}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private static DmEvent Message(DmMedia media) => new(TestEvents.Message(1)) { Media = new([media]) };

    private string Export(string name, DmEvent item, Func<DmTranscriptOptions, DmTranscriptOptions>? change = null)
    {
        var options = new DmTranscriptOptions { Path = _folder[name], TimeZone = "UTC", Redact = true, Patterns = ["secret"], Force = true };
        return File.ReadAllText(Exported.Files(change?.Invoke(options) ?? options, [item]).Single());
    }

    private string Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], Png);
        return _folder[name];
    }
}
