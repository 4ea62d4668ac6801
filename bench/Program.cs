using System.Globalization;
using TwitterDm.Bench;
using TwitterDm.Bench.Listings;
using TwitterDm.Bench.Sends;

// dotnet run -c Release --project bench [-- EVENTS]: reads; the ratios are the result, the milliseconds are this machine's.
// dotnet run -c Release --project bench -- sends [ROWS]: sends over a bad network.
// dotnet run -c Release --project bench -- money [EVENTS]: what the users of the events cost, in the ways in which they can be had.
// dotnet run -c Release --project bench -- listings [EVENTS]: lists beside a hand-written loop and a client library.
return args switch
{
    ["--core", var api] => await CoreReader.RunAsync(new Uri(api)),
    ["sends", .. var rest] => await SendBench.RunAsync(Number(rest, 1000)),
    ["money", .. var rest] => await UserWays.RunAsync(Number(rest, 10_000)),
    ["listings", .. var rest] => await ListBench.RunAsync(Number(rest, 10_000)),
    var rest => ReadBench.Run(Number(rest, 100_000)),
};

static int Number(string[] arguments, int usual) => arguments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : usual;
