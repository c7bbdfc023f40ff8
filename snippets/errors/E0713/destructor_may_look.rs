//@ error E0713
struct Page<'a> {
    text: &'a mut String,
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        self.text.push('.');
    }
}

fn text<'a>(page: Page<'a>) -> &'a mut String {
    &mut *page.text //~ E0713
}

fn main() {
    let mut words = String::from("end");
    text(Page { text: &mut words }).push('!');
}
