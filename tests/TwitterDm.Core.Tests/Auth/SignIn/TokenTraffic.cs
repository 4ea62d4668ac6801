using System.Net;
using TwitterDm.Auth;

namespace TwitterDm.Core.Tests.Auth.SignIn;

/// <summary>Sits between the sign-in and the token endpoint: records the forms, and can respond in place of the endpoint.</summary>
internal sealed class TokenTraffic : DelegatingHandler
{
    private readonly Func<IReadOnlyDictionary<string, string>, string>? _refusal;

    /// <param name="refusal">Creates the body of a 400 response from the request; null forwards every request.</param>
    public TokenTraffic(Func<IReadOnlyDictionary<string, string>, string>? refusal = null)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false })
        => _refusal = refusal;

    public List<IReadOnlyDictionary<string, string>> Forms { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = FormText.ReadOnce(request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken));
        Forms.Add(form);
        return _refusal is null
            ? await base.SendAsync(request, cancellationToken)
            : new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(_refusal(form)), RequestMessage = request };
    }
}
