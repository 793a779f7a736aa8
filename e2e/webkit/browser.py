"""The smallest WebKitGTK browser that keeps its profile: run by Debian's own Python, never imported.

Debian's MiniBrowser forgets everything when it is driven by WebDriver; a phone that is switched off does not.
    python3 browser.py PROFILE      PROFILE/pid names this process, so that a story can end it
"""

import os
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 - the versions must be chosen before

WIDTH, HEIGHT = 390, 844  # a phone, in CSS pixels


def main(profile: Path) -> None:
    """Wait for the driver, then open the windows it asks for."""
    context = _context(profile)
    (profile / "pid").write_text(str(os.getpid()))
    context.connect("automation-started", lambda _, session: _start(session, context))
    Gtk.main()


def _context(profile: Path) -> WebKit2.WebContext:
    manager = WebKit2.WebsiteDataManager(
        base_data_directory=str(profile / "kept"), base_cache_directory=str(profile / "cache")
    )
    cookies = manager.get_cookie_manager()
    cookies.set_persistent_storage(str(profile / "cookies.db"), WebKit2.CookiePersistentStorage.SQLITE)
    context = WebKit2.WebContext.new_with_website_data_manager(manager)
    context.set_automation_allowed(True)
    return context


def _start(session: WebKit2.AutomationSession, context: WebKit2.WebContext) -> None:
    who = WebKit2.ApplicationInfo()
    who.set_name("phone")
    who.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(who)
    session.connect("create-web-view", lambda _: _window(context))


def _window(context: WebKit2.WebContext) -> WebKit2.WebView:
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    settings = view.get_settings()
    settings.set_enable_write_console_messages_to_stdout(True)
    settings.set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)
    window = Gtk.Window(default_width=WIDTH, default_height=HEIGHT)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _: window.destroy())
    return view


if __name__ == "__main__":
    main(Path(sys.argv[1]))
