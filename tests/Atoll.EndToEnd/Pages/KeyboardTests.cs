using System.Text.RegularExpressions;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Pages;

/// <summary>The whole story with the keyboard alone: Tab, arrows, Enter, Space.</summary>
public sealed class KeyboardTests(HubWithPeople people) : IClassFixture<HubWithPeople>
{
    private const int MostTabs = 30;

    [Fact]
    public async Task Sign_in_choose_start_stop_without_a_mouse()
    {
        var ada = await people.AddAsync();
        var page = await people.WindowAsync();
        await page.GotoAsync("/");

        // The first field has the focus already.
        await page.Keyboard.TypeAsync(ada.Name);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(HubWithPeople.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Start your server");

        await TabToAsync(page, "input[name=environment]:checked");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByLabel($"A {StandIn.Held} one")).ToBeCheckedAsync();
        await TabToAsync(page, "input[name=size]:checked");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByLabel("Medium")).ToBeCheckedAsync();
        await TabToAsync(page, "button[type=submit]");
        await page.Keyboard.PressAsync("Space");

        await Expect(page.Locator("h1")).ToHaveTextAsync($"Starting A {StandIn.Held} one, Medium");
        await TabToAsync(page, "#panel-cancel");
        // Progress goes on meanwhile, and the focus stays where it is.
        await Expect(page.Locator(".clock")).Not.ToHaveTextAsync("0:00");
        await Expect(page.Locator("#panel-cancel")).ToBeFocusedAsync();
        people.LetGo(ada);
        await Expect(page).ToHaveURLAsync(new Regex($"/user/{ada.Name}/"));

        await page.GotoAsync("/hub/home");
        await TabToAsync(page, "summary:has-text('Stop')");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "details[open] button");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("summary:has-text('Stop')")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "details[open] button");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("main")).ToContainTextAsync("Not running");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Skip_link_comes_first_and_leads_past_the_header()
    {
        var ada = await people.AddAsync();
        var page = await people.WindowAsync();
        await HubWithPeople.SignInAsync(page, ada, "/hub/home");
        await page.GotoAsync("/hub/home");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");

        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));
        await page.Context.CloseAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var tab = 0; tab < MostTabs; tab++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).First.EvaluateAsync<bool>("one => one === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{MostTabs} times Tab, and never at {selector} of {page.Url}");
    }
}
