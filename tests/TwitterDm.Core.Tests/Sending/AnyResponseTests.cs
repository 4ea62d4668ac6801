using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>
/// Whatever a server answers with: a message that was refused is not sent, and anything else is uncertain until it is found.
/// </summary>
public sealed class AnyResponseTests
{
    [Theory]
    [MemberData(nameof(AnyResponder.Formats), MemberType = typeof(AnyResponder))]
    public async Task A_refused_message_is_never_uncertain(string format)
    {
        await using var api = await AnyResponder.StartAsync(format, HttpMethod.Post);
        for (api.Status = 300; api.Status < 600; api.Status++)
        {
            var error = await api.FailAsync(client => client.SendMessageAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }));

            var isRefusal = api.Status is >= 400 and < 500 and not 408;
            Assert.True(
                isRefusal ? AnyResponder.IsSensible(error, api.Status) : error.Kind == DmErrorKind.SendUncertain,
                $"{api.Status}, {format}: {error.Kind}: {error.Message}");
        }
    }
}
