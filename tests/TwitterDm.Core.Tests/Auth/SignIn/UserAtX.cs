using System.Net;
using System.Text.RegularExpressions;

namespace TwitterDm.Core.Tests.Auth.SignIn;

/// <summary>A user with a browser who opens X's page, presses a button, follows redirects, and records the pages.</summary>
internal sealed partial class UserAtX : IDisposable
{
    private readonly string _button;
    private readonly TaskCompletionSource<string> _lastPage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = new CookieContainer() });

    private UserAtX(string button) => _button = button;

    /// <summary>The URL that was opened, and the one that it led to.</summary>
    public List<Uri> Visited { get; } = [];

    /// <summary>The last page that the browser displayed.</summary>
    public Task<string> LastPage => _lastPage.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public static UserAtX Allowing() => new("allow");

    public static UserAtX Denying() => new("deny");

    public static UserAtX Cancelling() => new("cancel");

    /// <summary>Opens a URL in the browser; passed to the code under test.</summary>
    public void Open(Uri address) => _ = VisitAsync(address);

    /// <summary>Presses the button on the page and loads the result.</summary>
    public async Task<string> VisitAsync(Uri address)
    {
        try
        {
            var (page, at) = await ShowAsync(new HttpRequestMessage(HttpMethod.Get, address));
            if (TicketPattern().Match(page) is { Success: true } ticket)
            {
                using var press = new HttpRequestMessage(HttpMethod.Post, new Uri(at, at.AbsolutePath))
                {
                    Content = new FormUrlEncodedContent([new("authenticity_token", ticket.Groups["ticket"].Value), new("decision", _button)]),
                };
                (page, _) = await ShowAsync(press);
            }

            _lastPage.TrySetResult(page);
            return page;
        }
        catch (Exception exception)
        {
            _lastPage.TrySetException(exception);
            throw;
        }
    }

    public void Dispose() => _http.Dispose();

    public static string PinOn(string page) => PinPattern().Match(page).Groups["pin"].Value;

    private async Task<(string Page, Uri At)> ShowAsync(HttpRequestMessage request)
    {
        Visited.Add(request.RequestUri!);
        using var response = await _http.SendAsync(request);
        var at = response.RequestMessage!.RequestUri!;
        Visited.Add(at);
        return (await response.Content.ReadAsStringAsync(), at);
    }

    [GeneratedRegex("name=\"authenticity_token\" value=\"(?<ticket>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TicketPattern();

    [GeneratedRegex("id=\"pin\">(?<pin>[0-9]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PinPattern();
}
