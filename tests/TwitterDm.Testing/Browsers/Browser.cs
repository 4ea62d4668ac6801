using System.Net.Http.Json;
using System.Text.Json;

namespace TwitterDm.Testing.Browsers;

/// <summary>
/// A Chromium without a window and with an empty profile, driven by the WebDriver protocol over plain HTTP. Disposing it leaves nothing
/// behind.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // How long an element or an address may take to appear after a click: the driver does not wait for a page of another site.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Arguments =
    [
        "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--no-default-browser-check",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--no-proxy-server",
    ];

    private readonly DriverProcess _driver;
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("twitterdm-browser-");
    private readonly HttpClient _http;
    private string? _session;

    private Browser(DriverProcess driver)
    {
        _driver = driver;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = driver.Address, Timeout = Limit };
    }

    /// <summary>Starts a browser; <see cref="BrowserPrograms.Missing"/> says whether there is one.</summary>
    public static async Task<Browser> StartAsync()
    {
        var browser = new Browser(await DriverProcess.StartAsync(BrowserPrograms.Driver!).ConfigureAwait(false));
        try
        {
            await browser.OpenSessionAsync().ConfigureAwait(false);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens an address and waits until it has loaded.</summary>
    public Task OpenAsync(Uri address) => PostAsync("url", new { url = address.AbsoluteUri });

    /// <summary>The current URL of the browser, after all redirects.</summary>
    public async Task<Uri> AddressAsync() => new((await GetAsync("url").ConfigureAwait(false)).GetString()!);

    /// <summary>Waits until the browser has navigated to a path of a site.</summary>
    /// <returns>The whole address.</returns>
    public async Task<Uri> ArriveAsync(Uri expected)
    {
        var start = Environment.TickCount64;
        var address = await AddressAsync().ConfigureAwait(false);
        while (address.GetLeftPart(UriPartial.Path) != expected.GetLeftPart(UriPartial.Path))
        {
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
                throw new TimeoutException($"The browser should have come to {expected}, and is at {address}.");
            await Task.Delay(BetweenLooks).ConfigureAwait(false);
            address = await AddressAsync().ConfigureAwait(false);
        }

        return address;
    }

    /// <summary>The visible text.</summary>
    public async Task<string> TextAsync(string selector) =>
        (await GetAsync($"element/{await FindAsync(selector).ConfigureAwait(false)}/text").ConfigureAwait(false)).GetString()!;

    /// <summary>Clicks an element. The next page may load a little later.</summary>
    public async Task ClickAsync(string selector) =>
        await PostAsync($"element/{await FindAsync(selector).ConfigureAwait(false)}/click", new { }).ConfigureAwait(false);

    /// <summary>The computed value of a style property of an element.</summary>
    public async Task<string> StyleAsync(string selector, string property) =>
        (await GetAsync($"element/{await FindAsync(selector).ConfigureAwait(false)}/css/{property}").ConfigureAwait(false)).GetString()!;

    /// <summary>The value of a JavaScript expression in the page.</summary>
    public Task<JsonElement> EvaluateAsync(string expression) => PostAsync("execute/sync", new { script = $"return {expression}", args = Array.Empty<object>() });

    /// <summary>Makes the window as wide as a screen, and prefers light or dark colors; or shows the page as it is printed.</summary>
    public async Task ShowAsync(int width, bool isDark = false, bool isPrinted = false)
    {
        await ControlAsync("Emulation.setDeviceMetricsOverride", new { width, height = 800, deviceScaleFactor = 1, mobile = width < 600 }).ConfigureAwait(false);
        var features = new[] { new { name = "prefers-color-scheme", value = isDark ? "dark" : "light" } };
        await ControlAsync("Emulation.setEmulatedMedia", new { media = isPrinted ? "print" : "screen", features }).ConfigureAwait(false);
    }

    /// <summary>What the page wrote to the console, and what the browser complained about, since the last call.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync()
        => [.. (await PostAsync("se/log", new { type = "browser" }).ConfigureAwait(false)).EnumerateArray().Select(entry => entry.GetProperty("message").GetString()!)];

    /// <summary>The addresses that the browser requested since the last call, other than those whose content is in the address.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync()
    {
        var log = await PostAsync("se/log", new { type = "performance" }).ConfigureAwait(false);
        var requests = new List<string>();
        foreach (var entry in log.EnumerateArray())
        {
            using var message = JsonDocument.Parse(entry.GetProperty("message").GetString()!);
            var content = message.RootElement.GetProperty("message");
            if (content.GetProperty("method").ValueEquals("Network.requestWillBeSent"))
                requests.Add(content.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!);
        }

        return [.. requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal))];
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_session is not null)
                (await _http.DeleteAsync(new Uri($"session/{_session}", UriKind.Relative)).ConfigureAwait(false)).Dispose();
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            // Ending the driver ends the browser as well.
        }

        _http.Dispose();
        _driver.Dispose();
        DeleteProfile();
    }

    private async Task OpenSessionAsync()
    {
        // Chromium's sandbox does not work for root, the user in most containers.
        string[] ofUser = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        var response = await SendAsync(HttpMethod.Post, "session", new
        {
            capabilities = new
            {
                alwaysMatch = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["browserName"] = "chrome",
                    ["goog:loggingPrefs"] = new { browser = "ALL", performance = "ALL" },
                    ["timeouts"] = new { @implicit = (int)Patience.TotalMilliseconds },
                    ["goog:chromeOptions"] = new
                    {
                        binary = BrowserPrograms.Browser,
                        args = (string[])[.. Arguments, .. ofUser, $"--user-data-dir={_profile.FullName}"],
                    },
                },
            },
        }).ConfigureAwait(false);
        _session = response.GetProperty("sessionId").GetString();
    }

    // The one property of an element's reference is its id.
    private async Task<string> FindAsync(string selector) =>
        (await PostAsync("element", new { @using = "css selector", value = selector }).ConfigureAwait(false)).EnumerateObject().Single().Value.GetString()!;

    private Task<JsonElement> ControlAsync(string command, object parameters) => PostAsync("goog/cdp/execute", new { cmd = command, @params = parameters });

    private Task<JsonElement> GetAsync(string command) => SendAsync(HttpMethod.Get, $"session/{_session}/{command}", content: null);

    private Task<JsonElement> PostAsync(string command, object content) => SendAsync(HttpMethod.Post, $"session/{_session}/{command}", content);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content is null ? null : JsonContent.Create(content) };
        // The driver does not accept chunked requests.
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        var value = (await response.Content.ReadFromJsonAsync<JsonElement>().ConfigureAwait(false)).GetProperty("value");
        return response.IsSuccessStatusCode ? value : throw new InvalidOperationException($"{method} {path}: {value}");
    }

    private void DeleteProfile()
    {
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A helper process of the browser that is still exiting may write a last file; the folder is temporary.
        }
    }
}
