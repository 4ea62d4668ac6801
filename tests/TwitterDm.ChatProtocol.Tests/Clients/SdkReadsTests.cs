using System.Globalization;
using TwitterDm.ChatProtocol.Tests.Support;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>X's own SDK verifies and decrypts what is made here.</summary>
public sealed class SdkReadsTests
{
    private readonly Party _party = new();

    [ChatXdkFact]
    public async Task The_SDK_verifies_and_decrypts_events_of_every_kind()
    {
        var samples = AllKinds.Of(_party).ToList();
        var result = await ChatXdk.ReadAsync(_party, [_party.KeyChange(), .. samples.Select(sample => sample.Event)]);
        var (strict, lenient) = (result.GetProperty("strict"), result.GetProperty("lenient"));
        Assert.Equal("{}", lenient.GetProperty("errors").GetRawText());

        // Strictly, it refuses messages and changes of a group that nobody can sign.
        Assert.Equal(
            ["plain", "admin settings"],
            strict
                .GetProperty("errors")
                .EnumerateObject()
                .Select(error => samples[int.Parse(error.Name, CultureInfo.InvariantCulture) - 1].Name));
        foreach (var read in lenient.GetProperty("events").EnumerateArray())
        {
            if (read.GetProperty("index").GetInt32() is not (> 0 and var index))
                continue;
            var sample = samples[index - 1];
            var verified = read.TryGetProperty("verified", out var flag) ? flag.ToString() : "none";
            Assert.Equal(
                (sample.Name, sample.SdkType, sample.SdkContent),
                (sample.Name, read.Text("type"), read.TryGetProperty("content", out var content) ? content.Text("content_type") : null));
            Assert.True(sample.IsSigned == (verified == "True"), $"{sample.Name}: verified {verified}");
            if (sample.SdkContent is "text" or "reaction" or "reactionRemoved" or "edit" && sample.Name != "card and money" && sample.Name != "forwarded")
                SdkContent.AssertEqual(content, sample.Event.IsPlain ? ChatEntry.Read(sample.Event.Contents) : _party.Open(sample.Event));
            Assert.Equal(sample.Name == "reply" ? "valid" : null, read.TryGetProperty("replyPreviewValidation", out var verdict) ? verdict.GetString() : null);
        }

        Assert.Equal(samples.Count + 1, lenient.GetProperty("events").GetArrayLength());
    }

    [ChatXdkFact]
    public async Task The_SDK_signs_the_same_texts_in_all_versions()
    {
        var samples = Enumerable
            .Range(2, 6)
            .SelectMany(version =>
                AllKinds
                    .Entries(_party, version)
                    .Concat(AllKinds.Details(_party, version))
                    .Concat(AllKinds.GroupChanges(_party, version))
                    .Concat(AllKinds.Settings(_party, version))
                    .Where(sample => sample.IsSigned)
                    .Select(sample => sample with { Name = $"{sample.Name}, version {version}" }))
            .ToList();
        Assert.All(samples, sample => Assert.NotNull(sample.Event.Signature));
        var events = (await ChatXdk.ReadAsync(_party, [_party.KeyChange(), .. samples.Select(sample => sample.Event)]))
            .GetProperty("lenient")
            .GetProperty("events")
            .EnumerateArray()
            .Where(read => read.GetProperty("index").GetInt32() > 0);
        Assert.Equal([], events.Where(read => !read.GetProperty("verified").GetBoolean()).Select(read => samples[read.GetProperty("index").GetInt32() - 1].Name));
        Assert.Equal(samples.Count, events.Count());
    }
}
