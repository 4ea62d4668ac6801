namespace TwitterDm.Sandbox.Tests.Support;

/// <summary>Sends requests to a sandbox over HTTP or in process, without any client library.</summary>
internal sealed class SandboxClient(HttpClient http) : IDisposable
{
    public const string AsUser = "Bearer " + SandboxCredentials.UserToken;

    public const string Everything =
        "dm_event.fields=attachments,created_at,dm_conversation_id,entities,event_type,id,text,sender_id,participant_ids"
        + "&expansions=attachments.media_keys,participant_ids,referenced_posts,sender_id"
        + "&user.fields=created_at,description,profile_image_url,public_metrics,verified"
        + "&media.fields=alt_text,duration_ms,height,preview_image_url,type,url,variants,width"
        + "&post.fields=created_at,lang,public_metrics";

    public HttpClient Http => http;

    public static SandboxClient InProcess(SandboxApi api) =>
        new(new HttpClient(new SandboxMessageHandler(api)) { BaseAddress = new Uri("https://api.x.com/") });

    public static SandboxClient InProcess(SandboxOptions options) => InProcess(new SandboxApi(options));

    public async Task<Reply> GetAsync(string pathAndQuery, string? authorization = AsUser) =>
        await SendAsync(HttpMethod.Get, pathAndQuery, authorization);

    public async Task<Reply> SendAsync(HttpMethod method, string pathAndQuery, string? authorization)
    {
        using var request = new HttpRequestMessage(method, new Uri(pathAndQuery, UriKind.RelativeOrAbsolute));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Sends a form.</summary>
    public async Task<Reply> PostAsync(string path, string? authorization, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await PostAsync(path, authorization, content);
    }

    public async Task<Reply> PostAsync(string path, string? authorization, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Sends any body, which need not be JSON.</summary>
    public async Task<Reply> PostJsonAsync(string path, string json, string? authorization = AsUser, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(json));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await PostAsync(path, authorization, content);
    }

    /// <summary>Sends a value as JSON.</summary>
    public Task<Reply> PostJsonAsync(string path, object body, string? authorization = AsUser) =>
        PostJsonAsync(path, System.Text.Json.JsonSerializer.Serialize(body), authorization);

    /// <summary>Sends a text message to a user.</summary>
    public Task<Reply> SayAsync(string participantId, string text, string? authorization = AsUser) =>
        PostJsonAsync($"/2/dm_conversations/with/{participantId}/messages", new { text }, authorization);

    /// <summary>Returns all pages of a list.</summary>
    public async Task<IReadOnlyList<Reply>> PagesAsync(string path, string query = "")
    {
        var pages = new List<Reply>();
        for (string? token = ""; token is not null; token = pages[^1].NextToken)
        {
            var next = token.Length > 0 ? $"&pagination_token={token}" : "";
            pages.Add(await GetAsync($"{path}?{query}{next}"));
        }

        return pages;
    }

    public async Task<IReadOnlyList<string>> AllIdsAsync(string path, string query = "") =>
        [.. (await PagesAsync(path, query)).SelectMany(page => page.EventIds)];

    /// <summary>The events of a list that its reader sent.</summary>
    public async Task<IReadOnlyList<string>> OwnIdsAsync(string path)
    {
        var me = (await GetAsync("/2/users/me")).Body.GetProperty("data").Text("id");
        return [.. (await PagesAsync(path, "dm_event.fields=sender_id")).SelectMany(page => page.Events)
            .Where(item => item.Has("sender_id") && item.Text("sender_id") == me).Select(item => item.Text("id"))];
    }

    public void Dispose() => http.Dispose();
}
