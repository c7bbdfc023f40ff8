//@ error E0597
struct Log<'l>(&'l std::cell::RefCell<Vec<u8>>);
impl Drop for Log<'_> { fn drop(&mut self) { self.0.borrow_mut().push(1); } }
fn main() {
    let log;
    let bytes = std::cell::RefCell::new(vec![]);
    log = Log(&bytes);
    println!("{}", log.0.borrow().len());
}
