//@ compiles
//@ fixes destructor_may_look
struct Page<'a> {
    text: &'a mut String,
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        self.text.push('.');
    }
}

fn text<'p>(page: &'p mut Page<'_>) -> &'p mut String {
    page.text
}

fn main() {
    let mut words = String::from("end");
    text(&mut Page { text: &mut words }).push('!');
    println!("{words}");
}
