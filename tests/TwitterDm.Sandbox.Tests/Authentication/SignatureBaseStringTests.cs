using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Tests.Authentication;

/// <summary>The signature algorithm, with the examples in RFC 5849 and the documentation of X.</summary>
public sealed class SignatureBaseStringTests
{
    [Fact]
    public void The_base_string_of_RFC_5849_section_3_4_1_1()
    {
        Assert.True(QueryString.TryParse("?b5=%3D%253D&a3=a&c%40=&a2=r%20b", out var query));
        Assert.True(QueryString.TryParse("c2&a3=2+q", out var form));
        var text = SignatureBaseString.Create("post", new Uri("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"), query.Concat(form), Pairs(
            ("oauth_consumer_key", "9djdj82h48djs9d2"),
            ("oauth_token", "kkk9d7dh3k39sjv7"),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", "137131201"),
            ("oauth_nonce", "7d8f3e4a"),
            ("oauth_signature", "bYT5CMsGcbgUdFHObYMEfcx6bsw=")));
        Assert.Equal(
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26"
            + "oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26"
            + "oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
            text);
    }

    [Fact]
    public void The_signature_of_RFC_5849_section_1_2()
    {
        var text = SignatureBaseString.Create(
            "GET",
            new Uri("http://photos.example.net/photos"),
            Pairs(("file", "vacation.jpg"), ("size", "original")),
            Pairs(
                ("oauth_consumer_key", "dpf43f3p2l4k3l03"),
                ("oauth_token", "nnch734d00sl2jdk"),
                ("oauth_signature_method", "HMAC-SHA1"),
                ("oauth_timestamp", "137131202"),
                ("oauth_nonce", "chapoH")));
        Assert.Equal("MdpQcU8iPSUjWoN/UDMsK2sui9I=", Convert.ToBase64String(SignatureBaseString.Sign(text, "kd94hf93k423kf44", "pfkkdhi9sl3r4s00")));
    }

    [Fact]
    public void The_signatures_of_the_sign_in_of_RFC_5849_section_1_2()
    {
        var request = SignatureBaseString.Create("POST", new Uri("https://photos.example.net/initiate"), [], Pairs(
            ("oauth_consumer_key", "dpf43f3p2l4k3l03"),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", "137131200"),
            ("oauth_nonce", "wIjqoS"),
            ("oauth_callback", "http://printer.example.com/ready")));
        Assert.Equal("74KNZJeDHnMBp0EMJ9ZHt/XKycU=", Convert.ToBase64String(SignatureBaseString.Sign(request, "kd94hf93k423kf44", "")));
        var access = SignatureBaseString.Create("POST", new Uri("https://photos.example.net/token"), [], Pairs(
            ("oauth_consumer_key", "dpf43f3p2l4k3l03"),
            ("oauth_token", "hh5s93j4hdidpola"),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", "137131201"),
            ("oauth_nonce", "walatlh"),
            ("oauth_verifier", "hfdp7dh39dks9884")));
        Assert.Equal("gKgrFCywp7rO0OXSjdot/IHF7IU=", Convert.ToBase64String(SignatureBaseString.Sign(access, "kd94hf93k423kf44", "hdhd0244k9j7ao03")));
    }

    [Theory]
    [InlineData("https://api.twitter.com/1.1/statuses/update.json", "hCtSmYh+iHYCEqBWrE7C7hYmtUk=")]
    [InlineData("https://api.twitter.com/1/statuses/update.json", "tnnArxj06cWHq44gCs1OSKk/jLY=")]
    public void The_signatures_in_the_documentation_of_X(string address, string signature)
    {
        var text = SignatureBaseString.Create(
            "POST",
            new Uri(address),
            Pairs(("include_entities", "true"), ("status", "Hello Ladies + Gentlemen, a signed OAuth request!")),
            Pairs(
                ("oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog"),
                ("oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"),
                ("oauth_signature_method", "HMAC-SHA1"),
                ("oauth_timestamp", "1318622958"),
                ("oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
                ("oauth_version", "1.0")));
        Assert.Equal(signature, Convert.ToBase64String(SignatureBaseString.Sign(
            text, "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE")));
    }

    [Theory]
    [InlineData("Ladies + Gentlemen", "Ladies%20%2B%20Gentlemen")]
    [InlineData("An encoded string!", "An%20encoded%20string%21")]
    [InlineData("Dogs, Cats & Mice", "Dogs%2C%20Cats%20%26%20Mice")]
    [InlineData("☃", "%E2%98%83")]
    [InlineData("-._~*'()", "-._~%2A%27%28%29")]
    public void Percent_encoding_follows_the_documentation_of_X(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.True(PercentEncoding.TryDecode(encoded, plusIsSpace: false, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%GG")]
    [InlineData("%+1")]
    [InlineData("%C3")]
    [InlineData("%ED%A0%80")]
    [InlineData("é")]
    public void Invalid_percent_encoding_is_not_decoded(string text) => Assert.False(PercentEncoding.TryDecode(text, plusIsSpace: false, out _));

    private static IEnumerable<KeyValuePair<string, string>> Pairs(params (string Name, string Value)[] pairs) =>
        pairs.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value));
}
