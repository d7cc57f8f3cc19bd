"""The second tab (soon)."""
import solara
@solara.component
def Compare(result):
    solara.Text("soon")
