using System.Text.Json;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

public sealed class RequestTests
{
    [Fact]
    public async Task A_request_carries_credentials_and_nothing_unnecessary()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 1 });

        await api.ListAsync();

        var headers = api.Server.Requests[^1].Headers;
        Assert.Equal("Bearer " + SandboxCredentials.UserToken, headers["Authorization"]);
        Assert.Equal("application/json", headers["Accept"]);
        var agent = headers["User-Agent"];
        Assert.StartsWith("TwitterDm/", agent, StringComparison.Ordinal);
        Assert.Contains($"= '{agent["TwitterDm/".Length..]}'", File.ReadAllText(Path.Combine(Repository.Root, "TwitterDm.psd1")), StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", headers.Keys);
    }

    [Fact]
    public async Task A_name_is_looked_up_once()
    {
        await using var api = await TestApi.StartAsync();
        var client = api.Client();
        var before = api.Server.Requests.Count;

        var first = await client.ResolveAsync(new DmUserReference("@jacqueline"));
        var again = await client.ResolveAsync(new DmUserReference("@JACQUELINE"));

        Assert.Equal("12", first);
        Assert.Equal(first, again);
        Assert.Equal(1, api.Server.Requests.Count - before);
    }

    [DescriptionFact]
    public async Task All_event_fields_in_the_OpenAPI_description_are_requested()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 1 });
        await api.ListAsync();
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(api.Server.BaseUri, api.ListRequests[0]).Query);

        Assert.Equal(Offered("DmEventFieldsParameter"), query["dm_event.fields"]!.Split(',').Order());
        Assert.Equal(Offered("DmEventExpansionsParameter"), query["expansions"]!.Split(',').Order());
        Assert.Subset(Offered("UserFieldsParameter").ToHashSet(), query["user.fields"]!.Split(',').ToHashSet());
        Assert.Subset(Offered("MediaFieldsParameter").ToHashSet(), query["media.fields"]!.Split(',').ToHashSet());
        Assert.Subset(Offered("PostFieldsParameter").ToHashSet(), query["post.fields"]!.Split(',').ToHashSet());
    }

    private static IEnumerable<string> Offered(string parameter)
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Repository.OpenApiDescription!));
        var values = description.RootElement.GetProperty("components").GetProperty("parameters").GetProperty(parameter)
            .GetProperty("schema").GetProperty("items").GetProperty("enum");
        return [.. values.EnumerateArray().Select(value => value.GetString()!).Distinct().Order()];
    }

    private sealed class DescriptionFactAttribute : FactAttribute
    {
        public DescriptionFactAttribute()
            => Skip = Repository.OpenApiDescription is null ? "X's OpenAPI description does not stand beside the checkout." : null;
    }
}
